import Foundation

/// What a careless or hostile platform does: it repeats the credential that it was asked with, in every reply
/// and in all the ways in which text is written.
struct CredentialEcho {
  private let credentials: [String]

  /// Takes the credentials out of a request.
  init(of request: SimulatedRequest) {
    let form = request.form
    credentials = [
      request.bearer, request.headers["x-api-key"], request.query["api-key"],
      form["client_id"], form["client_secret"],
    ].compactMap(\.self).filter { !$0.isEmpty }
  }

  /// The reply with the credentials in its header and its body.
  func added(to reply: SimulatedResponse) -> SimulatedResponse {
    guard !credentials.isEmpty else { return reply }
    var reply = reply
    let plain = credentials.joined(separator: " ")
    reply.headers["X-Echo"] = plain
    // Two headers that are kept, because they tell something, and one that is quoted.
    for name in ["X-Plan-Tier", "X-RateLimit-Limit", "Content-Type"] {
      reply.headers[name] = [reply.headers[name], plain].compactMap(\.self).joined(separator: "; ")
    }
    reply.headers["Location"] = reply.headers["Location"].map {
      "\($0)/\(credentials[0])?key=\(credentials[0])"
    }
    // A mark that no credential holds, so that the JSON around it is written as always.
    let mark = "\u{1}"
    if reply.json != nil {
      reply = reply.changing { json in
        guard case .object(let members) = json else { return json }
        let marked = members.map { member in
          guard case .text(let text) = member.value,
            ["message", "error", "detail"].contains(member.name)
          else { return member }
          return JSON.Member(member.name, .text("\(mark) is wrong. \(text)"))
        }
        return JSON.object(marked).adding("echo", .text(mark)).adding(mark, 1)
      }
      reply.body = reply.body.replacing("\\u0001", with: written(escapingForJSON: true))
    } else {
      reply.body = reply.body.replacing(
        "<title>",
        with: "<title>\(written(escapingForJSON: false)) "
      )
      reply.body += written(escapingForJSON: false)
    }
    return reply
  }

  /// Each credential as it is, percent-encoded, in base64 alone and after something else, and with every letter
  /// escaped.
  private func written(escapingForJSON: Bool) -> String {
    credentials.flatMap { credential -> [String] in
      let plain =
        escapingForJSON
        ? String(JSON.text(credential).description.dropFirst().dropLast()) : credential
      return [
        plain,
        credential.utf8.map { "%" + Self.hex($0, digits: 2) }.joined(),
        Data(credential.utf8).base64EncodedString(),
        Data("user:\(credential)".utf8).base64EncodedString(),
        credential.utf16.map { "\\u" + Self.hex($0, digits: 4) }.joined(),
      ]
    }.joined(separator: " ")
  }

  private static func hex(_ number: some BinaryInteger, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
