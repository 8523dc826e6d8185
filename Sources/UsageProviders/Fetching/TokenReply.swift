import UsageModel

/// What a token server answers.
struct TokenReply: ReplyBody {
  let accessToken: String
  private let expiresIn: FixedDecimal?

  /// How long the token is good; not at all where the server does not say, and never longer than a day.
  var lifetime: Duration {
    .seconds(max(0, min(86_400, expiresIn?.approximation ?? 0)))
  }

  init(_ object: ReplyObject) throws(ReplyError) {
    accessToken = try object.text("access_token")
    expiresIn = try object.optionalNumber("expires_in")
  }
}
