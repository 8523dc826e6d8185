/// One HTTP request, complete with its credentials.
public struct HTTPRequest: Hashable, Sendable {
  /// One line of the header.
  public struct Header: Hashable, Sendable {
    /// The name as it is sent.
    public var name: String
    /// The value, often a credential.
    public var value: String

    /// Creates a header line.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `GET` or `POST`.
  public var method: String

  /// The complete address, percent-encoded.
  public var url: String

  /// The header, in the order in which it is sent.
  public var headers: [Header]

  /// The body; nil for none.
  public var body: [UInt8]?

  /// Creates a request.
  public init(
    method: String = "GET",
    url: String,
    headers: [Header] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

// MARK: - CustomStringConvertible, CustomReflectable
extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// The method and the address; header and body may hold credentials and are left out.
  public var description: String { "\(method) \(url)" }

  /// A mirror without header and body.
  public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}
