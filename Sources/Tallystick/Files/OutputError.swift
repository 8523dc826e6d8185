import Foundation

/// An output file or folder that cannot be written.
public struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What could not be written, why, and what to do.
  public let description: String

  init(_ path: String, _ reason: String) {
    description = "\(path): cannot be written: \(reason)"
  }

  /// What the system says of the call that failed last.
  static var reason: String { String(cString: strerror(errno)).lowercased() }
}
