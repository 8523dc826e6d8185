import Foundation
import UsageProviders

/// A checked address of a webhook or a heartbeat; it is a secret, and messages name only its host.
struct TargetAddress: Hashable, Sendable {
  /// What is wrong with an address, without quoting any of it.
  struct Mistake: Error, Hashable, CustomStringConvertible {
    let description: String
  }

  /// The address itself: for requests, for nothing else.
  let url: Secret

  /// Checks an address.
  init(_ url: Secret) throws(Mistake) {
    guard let parts = Self.parts(of: url), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), parts.host?.isEmpty == false
    else { throw Mistake(description: "expected an address such as https://hooks.example.com/…") }
    guard parts.user == nil, parts.password == nil, parts.fragment == nil else {
      throw Mistake(description: "an address here has no user, no password and no `#`")
    }
    // The rest are the rules for the addresses of sources, which have no query.
    var bare = parts
    bare.query = nil
    guard let address = bare.string,
      AddressProblem(in: address, allowsHTTP: true, of: "") == nil
    else { throw Mistake(description: "the address has no usable host name or port") }
    guard AddressProblem(in: address, allowsHTTP: false, of: "") == nil else {
      throw Mistake(
        description: "plain http shows the message to everyone; use https "
          + "(http is for addresses of this machine)"
      )
    }
    self.url = url
  }

  /// The address with one more part of its path, before the query.
  func appending(_ part: String) -> String {
    let text = url.revealed
    let path = text.prefix { $0 != "?" }
    let base = path.hasSuffix("/") ? path.dropLast() : path
    return "\(base)/\(part)\(text.dropFirst(path.count))"
  }

  /// The host of an address; nil where there is none.
  static func host(of url: Secret) -> String? {
    parts(of: url)?.host
  }

  /// What of an address would give it away: it as a whole, its path, and the parts that look like tokens.
  static func secrets(in url: Secret) -> [Secret] {
    var texts = [url.revealed]
    guard let parts = parts(of: url) else { return [url] }
    let path = parts.percentEncodedPath
    let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
    if path.count + query.count > 8 { texts.append(path + query) }
    texts += path.split(separator: "/").map(String.init)
    texts += query.dropFirst().split(separator: "&").flatMap { field in
      field.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
    }
    if let password = parts.password { texts.append(password) }
    let telling = texts.prefix(1) + texts.dropFirst().filter(isTelling)
    // What was percent-encoded may come back decoded.
    return (telling + telling.compactMap(\.removingPercentEncoding)).map { Secret($0) }
  }

  /// Whether a text is no word that stands in messages anyway.
  private static func isTelling(_ text: String) -> Bool {
    text.utf8.count >= 16 || (text.utf8.count >= 8 && text.contains(where: \.isNumber))
      || (text.hasPrefix("/") && text.utf8.count > 8)
  }

  private static func parts(of url: Secret) -> URLComponents? {
    URLComponents(string: url.revealed, encodingInvalidCharacters: false)
  }
}
