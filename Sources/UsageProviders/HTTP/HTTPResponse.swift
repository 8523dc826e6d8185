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
