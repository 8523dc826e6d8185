/// What to do about a failure.
enum FetchAdvice {
  /// The sentence for a kind of failure of a source.
  static func text(
    for code: FetchError.Code,
    source: ProviderSource,
    provider: any Provider
  ) -> String {
    switch code {
    case .unauthorised: "check \(credentials(of: source, provider)) of source \(source.name)"
    case .unreachable:
      source.baseURL == nil
        ? "check the network of this machine"
        : "check the network of this machine and `base_url:` of source \(source.name)"
    case .untrusted: "check the clock of this machine and `fetch: ca_file` of source \(source.name)"
    case .timeout:
      "try again later, or allow more time with `fetch: try` in source \(source.name)"
    case .rateLimited: "fetch less often, or try again later"
    case .server: "the fault is the platform's: try again later"
    case .refused: "check \(settings(of: source, provider)) of source \(source.name)"
    case .redirect:
      "redirects are not followed: if the platform has moved, "
        + "set `base_url:` of source \(source.name)"
    case .tooLarge: "if that is right, raise `fetch: body` of source \(source.name)"
    case .badReply:
      "nothing of it was stored: check `base_url:`, or look for a newer version of tally"
    default: ""
    }
  }

  /// The configuration keys of the credentials that the source uses.
  static func credentials(of source: ProviderSource, _ provider: any Provider) -> String {
    let given = provider.credentialChoices.first { choice in
      choice.allSatisfy { source.credentials[$0] != nil }
    }
    return keys(given ?? provider.credentialChoices.first ?? [])
  }

  /// The configuration keys that decide about the address.
  private static func settings(of source: ProviderSource, _ provider: any Provider) -> String {
    let required = provider.options.filter(\.isRequired).map(\.name)
    return keys(required + (source.baseURL != nil || required.isEmpty ? ["base_url"] : []))
  }

  /// Configuration keys as messages name them: `client_id:` and `client_secret:`.
  static func keys(_ names: [String]) -> String {
    names.map { "`\($0):`" }.joined(separator: " and ")
  }
}
