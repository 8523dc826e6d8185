import FlyingSocks
import Glibc

/// A socket pool that switches Nagle's algorithm off.
///
/// The server writes a reply's headers and its body in two pieces. On a connection that is used again
/// the system would hold the second back until the first is acknowledged, which takes 40 ms.
struct PromptSocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // Connections inherit the option from the listening socket, which waits here before the first one.
    try socket.setValue(
      true,
      for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY)
    )
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
