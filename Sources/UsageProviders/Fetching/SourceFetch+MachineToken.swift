import UsageModel

extension SourceFetch {
  /// Gets a machine token and keeps it for as long as it is good.
  mutating func machineToken(for key: MachineTokens.Key) async throws(FetchError) -> Secret {
    let url = try SourceAddress(key.url, key: "token_url", of: source).base
    let form = [
      ("grant_type", "client_credentials"), ("client_id", key.id.revealed),
      ("client_secret", key.secret.revealed),
    ]
    let body = form.map { "\($0)=\(SourceAddress.encoded($1))" }.joined(separator: "&")
    let request = HTTPRequest(
      method: "POST",
      url: url,
      headers: [
        HTTPRequest.Header("Accept", "application/json"),
        HTTPRequest.Header("Content-Type", "application/x-www-form-urlencoded"),
      ],
      body: Array(body.utf8)
    )
    let response: HTTPResponse
    do throws(FetchError) {
      response = try await send(request, shown: url)
    } catch {
      // A token server says 400 where it does not know the id or the secret.
      guard error.code == .refused else { throw error }
      throw self.error(.unauthorised, error.message)
    }
    let now = clock.now()
    // The body holds the token, so no message may quote it: only what is wrong with its form is told.
    let reply = ProviderReply(
      request: "token",
      body: response.body,
      observedAt: now,
      learntAt: now
    )
    guard let decoded = try? reply.read(as: TokenReply.self).body, !decoded.accessToken.isEmpty,
      !Secret(decoded.accessToken).hasControlCharacters
    else {
      throw error(
        .badReply,
        "\(place(url)) sends what cannot be read: expected an object with access_token"
      )
    }
    let token = Secret(decoded.accessToken)
    hide(token)
    tokens.keep(
      token,
      for: key,
      lifetime: decoded.lifetime,
      at: clock.elapsed()
    )
    return token
  }
}
