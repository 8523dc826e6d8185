import Foundation

/// A checked address of a source: http or https, without user, query or fragment.
struct SourceAddress: Hashable, Sendable {
  private let text: String

  /// Checks an address; `key` is where the configuration has it.
  init(_ address: String, key: String, of source: ProviderSource) throws(FetchError) {
    if let problem = AddressProblem(in: address, allowsHTTP: source.allowsHTTP, of: source.name) {
      throw FetchError(
        problem.code,
        source: source.name,
        message: "\(key): \(problem.message)",
        advice: problem.advice
      )
    }
    var text = Substring(address)
    while text.hasSuffix("/") { text = text.dropLast() }
    self.text = String(text)
  }

  /// The address itself.
  var base: String { text }

  /// The host and the port that an address leads to, such as `api.example.com:443`; the address itself
  /// where it has none.
  static func origin(of address: String) -> String {
    guard let parts = URLComponents(string: address, encodingInvalidCharacters: false),
      let host = parts.host
    else { return address }
    let port = parts.port ?? (parts.scheme?.lowercased() == "http" ? 80 : 443)
    return "\(host.lowercased()):\(port)"
  }

  /// The address of a request, percent-encoded, and the same without its parameters for messages.
  func url(of request: ProviderRequest) -> (complete: String, shown: String) {
    if let page = request.pageURL { return (page, String(page.prefix { $0 != "?" })) }
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
