import Foundation
import Glibc

/// The process of a browser with the pipes to and from it: its descriptors 3 and 4.
final class BrowserPipes {
  private var process: pid_t = 0
  private let writing: Int32
  private let reading: Int32
  private var buffer: [UInt8] = []

  /// How long one answer may take; a busy machine needs some seconds for the first.
  private static let patience: Int32 = 60_000

  init(_ arguments: [String]) throws {
    let (childReads, parentWrites) = try Self.pipe()
    let (parentReads, childWrites) = try Self.pipe()
    writing = parentWrites
    reading = parentReads
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childReads, 3)
    posix_spawn_file_actions_adddup2(&actions, childWrites, 4)
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    // A group of its own, so that what the browser starts ends with it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let status = posix_spawn(&process, arguments[0], &actions, &attributes, &argv, environ)
    close(childReads)
    close(childWrites)
    guard status == 0 else {
      throw Browser.Failure(description: "\(arguments[0]) cannot be started")
    }
  }

  /// Ends the browser and everything that it started.
  func end() {
    close(writing)
    close(reading)
    guard process > 0 else { return }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    process = 0
  }

  func send(_ message: Data) throws {
    let bytes = Array(message) + [0]
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { rest in
        write(writing, rest.baseAddress?.advanced(by: sent), rest.count - sent)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Browser.Failure(description: "the browser has ended") }
      sent += count
    }
  }

  func receive() throws -> Data {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        let message = Data(buffer[..<end])
        buffer.removeSubrange(...end)
        return message
      }
      var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Self.patience) != 0 else {
        throw Browser.Failure(description: "the browser does not answer")
      }
      var part = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(reading, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Browser.Failure(description: "the browser has ended") }
      buffer += part[..<count]
    }
  }

  /// A pipe whose ends lie beyond the descriptors that the browser expects, and that no other child inherits.
  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else {
      throw Browser.Failure(description: "there is no pipe left")
    }
    let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    for end in ends { close(end) }
    return (high[0], high[1])
  }
}
