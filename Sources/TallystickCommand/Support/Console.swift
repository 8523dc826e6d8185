import Foundation

/// Standard output for results, standard error for messages.
struct Console: Sendable {
  static let standard = Console()

  /// Writes a line of results.
  func output(_ text: String) {
    write(Array((text + "\n").utf8), to: STDOUT_FILENO)
  }

  /// Writes results as they are.
  func output(bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a line of messages.
  func error(_ text: String) {
    write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether messages go to a person.
  var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line that the next one replaces; nothing where nobody watches.
  func progress(_ text: String) {
    guard isInteractive else { return }
    write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
  }

  /// Removes the line of progress.
  func endProgress() {
    progress("")
  }

  private func write(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
