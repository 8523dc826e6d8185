import Foundation
public import UsageModel

/// The lock that lets one run at a time work on a store.
///
/// It is a lock on a file beside the store, which the kernel gives up when its process ends, however it does. So a holder
/// that crashed is no holder, and nothing has to be cleaned up. The file says who holds it; it stays, since a file that
/// is removed and made again would be two locks.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Why a lock cannot be had.
  public enum Failure: Error, Hashable, Sendable {
    /// Another run is at work.
    case held(String)
    /// The file cannot be opened.
    case unusable(String)
  }

  /// Takes the lock of a store, or says who holds it.
  ///
  /// - Parameters:
  ///   - store: The store's path.
  ///   - now: The moment to name to others.
  /// - Throws: ``Failure``.
  public init(of store: String, at now: Timestamp) throws(Failure) {
    let path = "\(store).lock"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw .unusable("\(path): the lock cannot be opened: \(OutputError.reason)")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = OutputError.reason
      let holder = Self.holder(in: file)
      close(file)
      guard isHeld else { throw .unusable("\(path): cannot be locked: \(reason)") }
      throw .held(
        "another run is at work: \(holder); try again later, or wait for it with `--wait 10m`"
      )
    }
    descriptor = file
    ftruncate(file, 0)
    let text = "process \(getpid()) on \(Self.machine), since \(now)\n"
    // Who holds it is for people; the lock holds without.
    _ = text.utf8CString.withUnsafeBufferPointer { pwrite(file, $0.baseAddress, $0.count - 1, 0) }
  }

  /// Takes the lock, and waits for it.
  ///
  /// - Parameters:
  ///   - store: The store's path.
  ///   - now: The moment to name to others.
  ///   - patience: How long to wait at most.
  /// - Returns: The lock, which is held as long as it lives.
  /// - Throws: ``Failure``, or when the task is cancelled.
  public static func take(
    of store: String,
    at now: Timestamp,
    waiting patience: Duration = .zero
  ) async throws -> RunLock {
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        return try RunLock(of: store, at: now)
      } catch {
        guard case .held = error, ContinuousClock.now < deadline else { throw error }
        try await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  deinit {
    close(descriptor)
  }

  /// What the file says of its holder.
  private static func holder(in file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 300)
    let count = pread(file, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? "a process that has just begun" : text
  }

  private static var machine: String { ProcessInfo.processInfo.hostName }
}
