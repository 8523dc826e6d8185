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
  /// Hands a simulated reply to the server.
  init(_ reply: SimulatedResponse) {
    var headers = HTTPHeaders()
    for (name, value) in reply.headers { headers[HTTPHeader(name)] = value }
    self.init(
      statusCode: HTTPStatusCode(reply.status, phrase: reply.reason),
      headers: headers,
      body: Data(reply.body.utf8)
    )
  }
}
