/// What a server answered.
public struct HTTPResponse: Hashable, Sendable {
  /// The status code.
  public var status: Int

  /// The header by lower-case name; values of a repeated name are joined by `, `.
  public var headers: [String: String]

  /// The body after decompression.
  public var body: [UInt8]

  /// Creates a response.
  public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension HTTPResponse {
  /// Whether a credential in the body would be found by its bytes.
  ///
  /// Decoders of JSON take UTF-16 and UTF-32 too, where every letter of a credential stands beside NULs.
  var hasSearchableBody: Bool { !body.contains(0) }
}
