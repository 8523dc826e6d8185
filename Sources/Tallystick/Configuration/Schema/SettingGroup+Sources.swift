import UsageProviders

extension SettingGroup {
  /// How patient fetching is.
  static let fetch = SettingGroup(
    name: "fetch",
    summary: "The limits of fetching a source.",
    settings: [
      Setting("connect", .form(.duration), standard: "10s", "For making a connection."),
      Setting("try", .form(.duration), standard: "30s", "For one try, connection included."),
      Setting("tries", .wholeNumber(1...20), standard: "4", "Tries in all."),
      Setting(
        "total",
        .form(.duration),
        standard: "120s",
        "For everything that the source asks for, waiting included."
      ),
      Setting("body", .form(.size), standard: "16 MiB", "The largest reply, after decompression."),
      Setting(
        "retry_after",
        .form(.duration),
        standard: "60s",
        "The longest wait that a platform may ask for; a longer one fails this run."
      ),
      Setting("ca_file", .path, "Certificates to trust in place of the system's."),
    ]
  )

  /// What every source has.
  static let source = SettingGroup(
    name: "sources",
    summary: "An account at a platform.",
    settings: [
      Setting("provider", .text, isRequired: true, "The platform."),
      Setting(
        "name",
        .text,
        standard: "the provider's name",
        "Unique; the history is kept under it."
      ),
      Setting("app", .text, "The app that everything of this source is charged to."),
      Setting("tags", .map(.text), "Reports can group by `tag.NAME`."),
      Setting(
        "base_url",
        .form(.address),
        standard: "the platform's own",
        "Replaces scheme, host and leading path of all requests."
      ),
      Setting(
        "allow_http",
        .flag,
        standard: "`false`",
        "Whether plain http may go to another machine, where everyone on the way could read the credential."
      ),
      Setting("fetch", .group(.fetch), "The limits of fetching."),
    ]
  )

  /// What the sources of one platform have.
  static func source(of provider: any Provider) -> SettingGroup {
    var group = source
    let credentials = provider.credentialChoices.flatMap(\.self).map { key in
      let isOnlyChoice = provider.credentialChoices.allSatisfy { $0.contains(key) }
      return Setting(
        key,
        .secret,
        isRequired: isOnlyChoice,
        "A credential, in a variable or a file."
      )
    }
    group.settings += credentials + provider.options.map(Setting.init)
    return group
  }
}

extension Setting {
  /// An option of a platform.
  init(_ option: ProviderOption) {
    let kind: SettingKind =
      switch option.kind {
      case .text: .text
      case .wholeNumber(let most): .wholeNumber(0...most)
      case .url: .form(.address)
      }
    self.init(option.name, kind, isRequired: option.isRequired, "See the page of the platform.")
  }
}
