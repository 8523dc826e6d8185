import Foundation

/// A folder with programs of a test's own in place of the machine's.
struct ProgramFolder {
  let path: String

  /// An environment in which they are found, and that tells them where to keep things.
  var environment: [String: String] {
    ["PATH": "\(path)/bin:/usr/bin:/bin", "KEPT": "\(path)/kept", "HOME": path]
  }

  /// Writes a program as lines of shell.
  func add(_ name: String, _ shell: String) throws {
    try write("#!/bin/sh\n\(shell)\n", to: "\(path)/bin/\(name)", mode: 0o755)
  }

  /// A program that keeps a crontab in a file, and does more before it lists it.
  func addCrontab(beforeListing shell: String = ":") throws {
    try add(
      "crontab",
      """
      case "$1" in
      -l) \(shell)
          [ -f "$KEPT" ] || { echo "no crontab for tester" >&2; exit 1; }
          cat "$KEPT" ;;
      -r) rm "$KEPT" ;;
      -) cat > "$KEPT" ;;
      esac
      """
    )
  }

  /// What the programs keep.
  var kept: String? { text(of: "\(path)/kept") }
}
