/// How a source shows the platform who it is.
public enum Authorization: Hashable, Sendable {
  /// `Authorization: Bearer …`.
  case bearer(Secret)
  /// A header of the platform's own.
  case header(name: String, value: Secret)
  /// Several headers of the platform's own, by name.
  case headers([String: Secret])
  /// A token for a while, in return for an id and a secret (OAuth 2 client credentials).
  case clientCredentials(tokenURL: String, id: Secret, secret: Secret)
}
