import UsageModel
import UsagePlugins
import UsageProviders

/// Reads one entry of `sources:`.
struct SourceReading {
  let folder: WorkingFolder
  /// The platforms, with the plug-ins that any source names.
  let providers: ProviderCatalogue
  /// The names of all plug-ins, for suggestions.
  let plugins: [String]
  /// Whether there is a folder of plug-ins.
  let hasPlugins: Bool

  func source(_ value: YAMLValue) throws(ConfigurationError) -> Configuration.Source {
    let provider = try self.provider(of: value)
    let credentialKeys = provider.credentialChoices.flatMap(\.self)
    // What a plug-in that cannot be loaded would take is not known.
    let others =
      provider.problem == nil ? [] : try value.entries().map(\.key)
    let fields = try value.fields(SettingGroup.source(of: provider).keys + others)
    let name = try fields["name"]?.text() ?? provider.name
    if name.isEmpty, let field = fields["name"] { throw field.error("a source needs a name") }
    var source = Configuration.Source(
      account: ProviderSource(name: name, provider: provider.name),
      secrets: [:],
      app: try fields["app"]?.text(),
      tags: try fields["tags"]?.texts() ?? [:],
      line: value.line
    )
    if let app = source.app, ReservedName.isReserved(app), let field = fields["app"] {
      throw field.reserved(app)
    }
    for key in credentialKeys {
      if let reference = fields[key] {
        source.secrets[key] = try SecretReference(reference, in: folder)
      }
    }
    if provider.problem == nil { try checkCredentials(of: source, provider, value) }
    try readOptions(of: provider, fields, value, into: &source.account)
    if let limits = fields["fetch"] { try readLimits(limits, into: &source.account.limits) }
    return source
  }

  private func provider(of value: YAMLValue) throws(ConfigurationError) -> any Provider {
    guard let field = try value.entries().first(where: { $0.key == "provider" })?.value else {
      throw value.error(
        "a source needs its provider: one of \(names.joined(separator: ", "))"
      )
    }
    let name = try field.text()
    guard let provider = providers.named(name) else {
      let match = closestName(to: name, in: names).map { "; did you mean \"\($0)\"?" }
      let file =
        hasPlugins && PluginFolder.isName(name)
        ? "; there is no \(ProviderPlugins.file(of: name)) either" : ""
      throw field.error(
        "unknown provider \"\(name)\"\(match ?? "; there are \(names.joined(separator: ", "))")\(file)"
      )
    }
    return provider
  }

  private var names: [String] { Set(providers.names + plugins).sorted() }

  private func checkCredentials(
    of source: Configuration.Source,
    _ provider: any Provider,
    _ value: YAMLValue
  ) throws(ConfigurationError) {
    let isComplete = provider.credentialChoices.contains { choice in
      choice.allSatisfy { source.secrets[$0] != nil }
    }
    guard !isComplete else { return }
    let choices = provider.credentialChoices.map { choice in
      choice.map { "`\($0)`" }.joined(separator: " and ")
    }
    throw value.error(
      "a \(provider.name) source needs \(choices.joined(separator: ", or ")): "
        + "{ env: NAME } or { file: PATH }"
    )
  }

  private func readOptions(
    of provider: any Provider,
    _ fields: [String: YAMLValue],
    _ value: YAMLValue,
    into account: inout ProviderSource
  ) throws(ConfigurationError) {
    // What an address may be depends on it.
    if let field = fields["allow_http"] { account.allowsHTTP = try field.flag() }
    for option in provider.options {
      guard let field = fields[option.name] else {
        if option.isRequired {
          throw value.error("a \(provider.name) source needs `\(option.name)`")
        }
        continue
      }
      let text = try field.text()
      switch option.kind {
      case .text: break
      case .wholeNumber(let most):
        guard let number = Int(text), (0...most).contains(number) else {
          throw field.error("expected a whole number from 0 to \(most), got \"\(text)\"")
        }
      case .url: try checkURL(text, field, of: account)
      }
      account.options[option.name] = text
    }
    if let field = fields["base_url"] {
      let text = try field.text(expecting: "an address")
      try checkURL(text, field, of: account)
      account.baseURL = text
    }
  }

  private func checkURL(
    _ text: String,
    _ field: YAMLValue,
    of account: ProviderSource
  ) throws(ConfigurationError) {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(" "),
      !text.contains("@"), !text.contains("?"), !text.contains("#")
    else {
      throw field.error(
        "expected an address such as https://api.example.com, without user, query or fragment"
      )
    }
    let problem = AddressProblem(in: text, allowsHTTP: account.allowsHTTP, of: account.name)
    if let problem { throw field.error(problem.description) }
  }

  private func readLimits(
    _ value: YAMLValue,
    into limits: inout FetchLimits
  ) throws(ConfigurationError) {
    let fields = try value.fields(.fetch)
    if let field = fields["connect"] { limits.connect = try field.duration() }
    if let field = fields["try"] { limits.attempt = try field.duration() }
    if let field = fields["total"] { limits.total = try field.duration() }
    if let field = fields["retry_after"] { limits.retryAfter = try field.duration() }
    if let field = fields["body"] { limits.body = try field.bytes() }
    if let field = fields["ca_file"] { limits.caFile = folder.path(try field.text()) }
    if let field = fields["tries"] {
      guard let tries = Int(try field.text()), (1...20).contains(tries) else {
        throw field.error("expected 1 to 20")
      }
      limits.tries = tries
    }
  }
}
