import Foundation
import Synchronization

/// An HTTP server on 127.0.0.1 that does exactly what a test says, with a thread a connection.
final class LoopbackServer: Sendable {
  /// What the server does with one request.
  enum Action: Sendable {
    /// Sends the text and the bytes as they stand, and closes.
    case send(String, [UInt8] = [])
    /// Sends a whole response and keeps the connection.
    case keepAlive(String)
    /// Sends the text and then nothing more until the client goes.
    case hang(String)

    /// A whole response with status, header lines and body.
    static func answer(_ status: String, _ lines: [String] = [], _ body: String) -> Action {
      let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + lines
      return .send(head.joined(separator: "\r\n") + "\r\nConnection: close\r\n\r\n" + body)
    }
  }

  private let listener: Int32
  private let log = Mutex<(requests: [String], connections: Int)>(([], 0))
  private let open = Mutex<(now: Int, most: Int)>((0, 0))
  let port: UInt16

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [String] { log.withLock { $0.requests } }
  var connections: Int { log.withLock { $0.connections } }
  /// The most connections that were open at the same time.
  var mostConnections: Int { open.withLock { $0.most } }

  /// Starts to listen; the closure gets the number of the request, from zero.
  init(_ respond: @escaping @Sendable (Int) -> Action) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        precondition(bind(listener, raw, length) == 0 && listen(listener, SOMAXCONN) == 0)
        getsockname(listener, raw, &length)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [self] in accept(respond) }
  }

  /// Stops to listen.
  ///
  /// The thread that accepts closes the socket: until it has seen the end, another server could be given
  /// the same number, and this one would take its connections.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func accept(_ respond: @escaping @Sendable (Int) -> Action) {
    defer { close(listener) }
    while case let client = Glibc.accept(listener, nil, nil), client >= 0 {
      log.withLock { $0.connections += 1 }
      Thread.detachNewThread { [self] in serve(client, respond) }
    }
  }

  private func serve(_ client: Int32, _ respond: @Sendable (Int) -> Action) {
    open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
    defer {
      open.withLock { $0.now -= 1 }
      close(client)
    }
    while let request = read(from: client) {
      let number = log.withLock { log in
        log.requests.append(request)
        return log.requests.count - 1
      }
      switch respond(number) {
      case .send(let text, let bytes):
        write(Array(text.utf8) + bytes, to: client)
        return
      case .keepAlive(let body):
        write(
          Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8),
          to: client
        )
      case .hang(let text):
        write(Array(text.utf8), to: client)
        while read(from: client) != nil {}
        return
      }
    }
  }

  /// Reads one request with its body, or nil when the client has gone.
  private func read(from client: Int32) -> String? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = text.range(of: "\r\n\r\n") {
        let length = text.firstMatch(of: #/Content-Length: (\d+)/#).flatMap { Int($0.1) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  private func write(_ bytes: [UInt8], to client: Int32) {
    _ = Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
