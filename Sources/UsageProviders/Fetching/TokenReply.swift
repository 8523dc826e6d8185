import UsageModel

/// What a token server answers.
struct TokenReply: Decodable {
  let accessToken: String
  let expiresIn: FixedDecimal?

  /// How long the token is good; not at all where the server does not say, and never longer than a day.
  var lifetime: Duration {
    .seconds(max(0, min(86_400, expiresIn?.approximation ?? 0)))
  }

  private enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case expiresIn = "expires_in"
  }
}
