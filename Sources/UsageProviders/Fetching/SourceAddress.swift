import Foundation

/// A checked address of a source: http or https, without user, query or fragment.
struct SourceAddress: Hashable, Sendable {
  private let text: String

  /// Checks an address; `key` is where the configuration has it.
  init(_ address: String, key: String, of source: ProviderSource) throws(FetchError) {
    func refused(_ code: FetchError.Code, _ message: String, _ advice: String) -> FetchError {
      FetchError(code, source: source.name, message: "\(key): \(message)", advice: advice)
    }
    // What is wrong with it is not quoted where it may hold a password.
    let form = "write it like https://api.example.com"
    guard let parts = URLComponents(string: address, encodingInvalidCharacters: false),
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.host, !host.isEmpty
    else { throw refused(.configuration, "this is no http or https address", form) }
    guard parts.user == nil, parts.password == nil else {
      throw refused(.configuration, "an address may not hold a user name or a password", form)
    }
    guard parts.query == nil, parts.fragment == nil else {
      throw refused(.configuration, "an address may not hold a query or a fragment", form)
    }
    guard scheme == "https" || source.allowsHTTP || Loopback.contains(host: host) else {
      throw refused(
        .insecure,
        "plain http to \(Quotation.shown(host)) would show the credential to everyone",
        "use https, or say `allow_http: true` in source \(source.name)"
      )
    }
    var text = Substring(address)
    while text.hasSuffix("/") { text = text.dropLast() }
    self.text = String(text)
  }

  /// The address itself.
  var base: String { text }

  /// The address of a request, percent-encoded, and the same without its parameters for messages.
  func url(of request: ProviderRequest) -> (complete: String, shown: String) {
    let path = request.path.map { "/" + Self.encoded($0) }.joined()
    let query = request.query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
      .joined(separator: "&")
    let shown = text + path
    return (query.isEmpty ? shown : "\(shown)?\(query)", shown)
  }

  /// The text with everything percent-encoded but letters, digits and `-._~`.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
