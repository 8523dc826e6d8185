import UsageModel

/// What a platform sends, as far as this version knows it.
protocol ReplyBody {
  /// Reads it; everything that is known is asked for, so that what is left is unknown.
  init(_ object: ReplyObject) throws(ReplyError)
}

extension ProviderReply {
  /// Reads the body, and names the fields that it has and this version does not know.
  ///
  /// An error names the place, what was expected and what was found.
  func read<Body: ReplyBody>(
    as type: Body.Type
  ) throws(ReplyError) -> (body: Body, unknownFields: [String]) {
    let object = try ReplyObject(try json)
    return (try Body(object), object.unreadFields)
  }

  /// The body as JSON.
  package var json: JSONValue {
    get throws(ReplyError) {
      do {
        return try JSONParser.value(of: body)
      } catch {
        throw replyError(error)
      }
    }
  }

  private func replyError(_ failure: JSONParser.Failure) -> ReplyError {
    let start = body.first { !JSONParser.isSpace($0) }
    let isMeantForJSON = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
    switch failure {
    case .repeated(let path):
      return ReplyError(
        path: Quotation.shown(path.joined(separator: ".")),
        expected: "one value",
        found: "two"
      )
    case .tooDeep:
      return ReplyError(
        expected: "JSON that is at most \(JSONParser.deepest) levels deep",
        found: "a deeper one"
      )
    case .cutOff where isMeantForJSON:
      let end = String(decoding: body.suffix(40), as: UTF8.self)
      return ReplyError(
        expected: "JSON",
        found: "JSON that is cut off, ending in \(Quotation.quoted(end))"
      )
    case .broken(let offset) where isMeantForJSON:
      let place = String(decoding: body[offset...].prefix(40), as: UTF8.self)
      return ReplyError(
        expected: "JSON",
        found: "JSON that is broken at byte \(offset + 1), before \(Quotation.quoted(place))"
      )
    case .cutOff, .broken:
      return ReplyError(
        expected: "JSON",
        found: PlatformErrorText.described(in: body) ?? "nothing"
      )
    }
  }
}
