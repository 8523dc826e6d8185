import Foundation

/// A file that is read once, from its beginning.
final class OpenedFile {
  private let handle: Int32
  private let name: String

  /// Opens a file; `-` is standard input.
  init(_ path: String, name: String) throws {
    self.name = name
    handle = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw CommandFailure(.usage, "\(name): the file cannot be read: \(reason)")
    }
  }

  deinit {
    if handle > STDERR_FILENO { close(handle) }
  }

  /// Fills a buffer with the next bytes; none at the end.
  func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Foundation.read(handle, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let reason = String(cString: strerror(errno)).lowercased()
        throw CommandFailure(.usage, "\(name): the file cannot be read: \(reason)")
      }
      return count
    }
  }
}
