import Foundation
import Testing

/// Compares a text with a file in `Snapshots`.
///
/// With `TALLYSTICK_RECORD_SNAPSHOTS` in the environment the file is written anew and the test fails, so that
/// a recording never passes for a check.
func expectSnapshot(
  _ text: String,
  named name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Snapshots")
  let file = folder.appending(path: name)
  if ProcessInfo.processInfo.environment["TALLYSTICK_RECORD_SNAPSHOTS"] != nil {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name); run again without recording", sourceLocation: sourceLocation)
    return
  }
  let recorded = try #require(
    try? String(contentsOf: file, encoding: .utf8),
    "there is no snapshot \(name); record it with TALLYSTICK_RECORD_SNAPSHOTS=1",
    sourceLocation: sourceLocation
  )
  guard recorded != text else { return }
  let lines = zip(recorded.split(separator: "\n"), text.split(separator: "\n"))
  let difference = lines.enumerated().first { $1.0 != $1.1 }
  Issue.record(
    """
    \(name) differs from its snapshot at line \((difference?.offset ?? lines.underestimatedCount) + 1)
    recorded: \(difference?.element.0.prefix(300) ?? "(end)")
    now:      \(difference?.element.1.prefix(300) ?? "(end)")
    """,
    sourceLocation: sourceLocation
  )
}
