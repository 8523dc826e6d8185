import Foundation
import UsageStore

/// A file that is read once, with the digest of its bytes.
final class DigestedFile {
  private let handle: Int32
  private let name: String
  private var stream = SHA256.Stream()

  /// Opens a file; `-` is standard input.
  init(_ path: String, name: String) throws {
    self.name = name
    handle = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else {
      throw CommandFailure(
        .usage,
        "\(name): the file cannot be read; check that it exists and its permissions"
      )
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
      stream.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return count
    }
  }

  /// The SHA-256 of all bytes, of which some may not have been read yet.
  func digest() throws -> [UInt8] {
    let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { rest.deallocate() }
    while try read(rest) > 0 {}
    return stream.digest()
  }
}
