import Foundation

/// Standard output for results, standard error for messages.
struct Console: Sendable {
  static let standard = Console()

  /// Writes a line of results.
  func output(_ text: String) throws {
    try output(bytes: Array((Self.printable(text) + "\n").utf8))
  }

  /// Writes results as they are.
  func output(bytes: [UInt8]) throws {
    guard let reason = write(bytes, to: STDOUT_FILENO) else { return }
    throw CommandFailure(.output, "standard output: cannot be written: \(reason)")
  }

  /// Writes a line of messages.
  func error(_ text: String) {
    // Where messages cannot go, there is no place to say so.
    _ = write(Array((Self.printable(text) + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether messages go to a person.
  var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line that the next one replaces; nothing where nobody watches.
  func progress(_ text: String) {
    guard isInteractive else { return }
    _ = write(Array("\r\u{1B}[K\(Self.printable(text))".utf8), to: STDERR_FILENO)
  }

  /// Removes the line of progress.
  func endProgress() {
    progress("")
  }

  /// A text without what a terminal would act on, or show in another order.
  private static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n" && scalar != "\t": scalars.append("\u{FFFD}")
      case .format where scalar.properties.isBidiControl: continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Writes all bytes; why it could not, or nil.
  private func write(_ bytes: [UInt8], to file: Int32) -> String? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(cString: strerror(errno)).lowercased() }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}
