import UsageProviders

/// The reference page of the configuration, from the same table as the schema.
public enum ConfigurationReference {
  /// The page in Markdown.
  public static func markdown() -> String {
    var page = """
      # Every setting of tallystick.yaml

      This page and `\(JSONSchema.fileName)`, which editors check the file with, come from the table that `tally` reads the
      file by. [Configuration](../configuration.md) explains the settings with examples.


      """
    let groups = [SettingGroup.configuration] + named
    for group in groups {
      page += "## `\(group.name)`\n\n\(group.summary)\n\n"
      page += "| Key | Value | Default | |\n| --- | --- | --- | --- |\n"
      for setting in group.settings {
        let standard = setting.isRequired ? "*required*" : setting.standard ?? ""
        page += "| `\(setting.name)` | \(setting.kind.words) | \(standard) | \(setting.summary) |\n"
      }
      page += "\n"
    }
    page += "## Sources of each platform\n\nBeside the keys that every source has:\n\n"
    page += "| Platform | Key | Value |\n| --- | --- | --- |\n"
    for provider in ProviderCatalogue.builtIn.all {
      let own = SettingGroup.source(of: provider).settings.dropFirst(
        SettingGroup.source.settings.count
      )
      for setting in own {
        let required = setting.isRequired ? ", *required*" : ""
        page += "| \(provider.name) | `\(setting.name)` | \(setting.kind.words)\(required) |\n"
      }
    }
    return page
  }

  /// The groups in the order of the file.
  private static let named: [SettingGroup] = [
    .source, .fetch, .app, .rate, .plan, .charge, .invoice, .budget, .rollover, .rule, .driver,
    .otherwise, .report, .limits, .theme, .hooks, .webhook, .email, .heartbeat,
  ]
}

extension SettingKind {
  /// What a value looks like, in words.
  fileprivate var words: String {
    switch self {
    case .text, .textOther: "text"
    case .path: "path"
    case .form(let form): "\(form.name), such as `\(form.example)`"
    case .wholeNumber(let range):
      "whole number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: "`true` or `false`"
    case .choice(let words):
      words.count > 8
        ? "one of \(words.count) words, such as `\(words[0])`"
        : words.map { "`\($0)`" }.joined(separator: ", ")
    case .secret: "`{ env: NAME }` or `{ file: PATH }`"
    case .list(let element): "list: \(element.words)"
    case .map(let value): "by name: \(value.words)"
    case .group(let group): "[`\(group.name)`](#\(group.name.anchor))"
    case .any(let kinds):
      kinds.map(\.words).reduce(into: [String]()) { all, word in
        if !all.contains(word) { all.append(word) }
      }.joined(separator: ", or ")
    }
  }
}

extension String {
  /// The anchor of a heading, as Markdown pages make it.
  fileprivate var anchor: String {
    String(lowercased().compactMap { $0 == " " ? "-" : $0.isLetter || $0 == "_" ? $0 : nil })
  }
}
