/// Checks that a source has what its platform needs, before anything is sent.
enum SourceCheck {
  static func check(_ source: ProviderSource, _ provider: any Provider) throws(FetchError) {
    if let problem = provider.problem {
      throw FetchError(.configuration, source: source.name, message: problem, advice: "")
    }
    guard provider.authorization(of: source) != nil else {
      throw missingCredentials(source, provider)
    }
    for (key, secret) in source.credentials.sorted(by: { $0.key < $1.key }) {
      guard !secret.revealed.isEmpty else {
        throw FetchError(
          .configuration,
          source: source.name,
          message: "`\(key):` is empty",
          advice: "put the credential into the file or the variable that it names"
        )
      }
      guard !secret.hasControlCharacters else {
        throw FetchError(
          .configuration,
          source: source.name,
          message: "`\(key):` holds a line break or another control character",
          advice: "put nothing but the credential into the file or the variable that it names"
        )
      }
    }
    for option in provider.options where option.isRequired {
      guard let value = source.options[option.name], !value.isEmpty else {
        throw FetchError(
          .configuration,
          source: source.name,
          message: "\(provider.title) needs `\(option.name):`",
          advice: "add it to source \(source.name)"
        )
      }
    }
  }

  static func missingCredentials(
    _ source: ProviderSource,
    _ provider: any Provider
  ) -> FetchError {
    let choices = provider.credentialChoices.map(FetchAdvice.keys).joined(separator: ", or ")
    return FetchError(
      .configuration,
      source: source.name,
      message: "\(provider.title) needs \(choices)",
      advice: "add it to source \(source.name)"
    )
  }
}
