import Foundation

/// What is wrong with an address in a configuration, and what to do.
public struct AddressProblem: Hashable, Sendable {
  let code: FetchError.Code
  let message: String
  let advice: String

  /// Looks at an address; nil when a source can use it.
  ///
  /// - Parameters:
  ///   - address: The text in the configuration.
  ///   - allowsHTTP: Whether the source says `allow_http: true`.
  ///   - source: The source's name.
  public init?(in address: String, allowsHTTP: Bool, of source: String) {
    guard let (code, message) = Self.found(in: address, allowsHTTP) else { return nil }
    self.code = code
    self.message = message
    advice =
      code == .insecure
      ? "use https, or say `allow_http: true` in source \(source)"
      : "write it like https://api.example.com"
  }

  // What is wrong is not quoted where it may hold a password.
  private static func found(
    in address: String,
    _ allowsHTTP: Bool
  ) -> (FetchError.Code, String)? {
    guard let parts = URLComponents(string: address, encodingInvalidCharacters: false),
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.encodedHost, !host.isEmpty
    else { return (.configuration, "this is no http or https address") }
    guard parts.user == nil, parts.password == nil else {
      return (.configuration, "an address may not hold a user name or a password")
    }
    guard parts.query == nil, parts.fragment == nil else {
      return (.configuration, "an address may not hold a query or a fragment")
    }
    guard HostName.isValid(host) else {
      return (.configuration, "\(Quotation.quoted(host)) is no host name")
    }
    guard (1...65_535).contains(parts.port ?? 443) else {
      return (.configuration, "there is no such port")
    }
    guard scheme == "https" || allowsHTTP || Loopback.contains(host: host) else {
      return (
        .insecure, "plain http to \(Quotation.shown(host)) would show the credential to everyone"
      )
    }
    return nil
  }
}

// MARK: - CustomStringConvertible
extension AddressProblem: CustomStringConvertible {
  /// One line: what is wrong, and what to do.
  public var description: String { "\(message); \(advice)" }
}
