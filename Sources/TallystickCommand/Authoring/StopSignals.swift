import Dispatch
import Foundation

/// Ends a command that goes on until it is told to stop.
enum StopSignals {
  /// Runs a body until it ends, or until SIGINT or SIGTERM comes, which is no error.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let (stops, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGINT, SIGTERM].map { number in
      // The signal's own action would end the process with the signal as its status.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { for await _ in stops { return } }
      group.addTask { try await body() }
      try await group.next()
    }
  }
}
