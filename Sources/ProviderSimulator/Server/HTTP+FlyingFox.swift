import FlyingFox
import Foundation

extension SimulatedRequest {
  /// Takes what platforms look at out of the server's request.
  init(_ request: HTTPRequest) async {
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
    let body = try? await request.bodyData
    self.init(
      method: request.method.rawValue,
      target: request.target.rawValue,
      headers: headers,
      body: String(decoding: body ?? Data(), as: UTF8.self)
    )
  }
}

extension HTTPResponse {
  /// Hands a simulated answer to the server.
  init(_ answer: SimulatedAnswer) {
    let reply = answer.reply
    let bytes = Array(reply.body.utf8)
    var headers = HTTPHeaders()
    for (name, value) in reply.headers { headers[HTTPHeader(name)] = value }
    let body: HTTPBodySequence
    switch answer.delivery {
    case .whole: body = HTTPBodySequence(data: Data(bytes))
    case .pieces(let count, let wait):
      let size = max(1, (bytes.count + count - 1) / count)
      let pieces = stride(from: 0, to: bytes.count, by: size).map { start in
        Array(bytes[start..<min(start + size, bytes.count)])
      }
      body = HTTPBodySequence(from: BodyPieces(pieces: pieces, wait: wait), count: bytes.count)
    case .half:
      let half = BodyPieces(pieces: [Array(bytes.prefix(bytes.count / 2))], endsConnection: true)
      body = HTTPBodySequence(from: half, count: bytes.count)
    case .nothing:
      self.init(webSocket: HangUp())
      return
    case .packed:
      headers[.contentEncoding] = "gzip"
      body = HTTPBodySequence(data: Data(Gzip.packed(bytes)))
    case .bomb:
      headers[.contentEncoding] = "gzip"
      let pieces = Gzip.spaces(about: 256 << 20)
      let count = pieces.reduce(0) { $0 + $1.count }
      body = HTTPBodySequence(
        from: BodyPieces(pieces: pieces),
        count: count,
        suggestedBufferSize: 1 << 16
      )
    }
    self.init(
      statusCode: HTTPStatusCode(reply.status, phrase: reply.reason),
      headers: headers,
      body: body
    )
  }
}

/// Closes a connection before anything is sent: the server asks it for frames first, and gets an error.
private struct HangUp: WSHandler {
  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw BodyPieces.End()
  }
}
