import UsageModel
import UsageProviders

/// Reads which usage counts: texts or lists of texts by dimension.
struct FilterReading {
  /// The configured sources.
  let sources: [Configuration.Source]
  /// The configured apps.
  let apps: [Configuration.App]
  /// Whether the filter may ask for the target of an allocation too.
  var allowsTarget = false

  /// What the reader of the file should know.
  private(set) var warnings: [String] = []

  /// Starts without warnings.
  init(sources: [Configuration.Source], apps: [Configuration.App], allowsTarget: Bool = false) {
    self.sources = sources
    self.apps = apps
    self.allowsTarget = allowsTarget
  }

  /// Reads the conditions.
  mutating func filter(_ value: YAMLValue) throws(ConfigurationError) -> UsageFilter {
    var conditions: [UsageFilter.Condition] = []
    for (name, value) in try value.entries() {
      let dimension = try dimension(name, value)
      var texts: [String] = []
      if let list = value.elements {
        for value in list { texts.append(try text(value, of: dimension)) }
      } else {
        texts.append(try text(value, of: dimension))
      }
      guard !texts.isEmpty else { throw value.error("expected a text or a list of texts") }
      conditions.append(
        UsageFilter.Condition(dimension, anyOf: texts.map { UsageFilter.Pattern($0) })
      )
    }
    return UsageFilter(conditions.sorted { $0.dimension.name < $1.dimension.name })
  }

  private func dimension(
    _ name: String,
    _ value: YAMLValue
  ) throws(ConfigurationError) -> UsageDimension {
    if allowsTarget, name == UsageDimension.target.name { return .target }
    guard let dimension = UsageDimension(name: name) else {
      let names = UsageDimension.named.map(\.name)
      let hint =
        closestName(to: name, in: names).map { "did you mean `\($0)`?" }
        ?? "there are \(names.joined(separator: ", ")) and tag.NAME"
      throw value.error("unknown dimension; \(hint)")
    }
    return dimension
  }

  private mutating func text(
    _ value: YAMLValue,
    of dimension: UsageDimension
  ) throws(ConfigurationError) -> String {
    let text = try value.text(expecting: "a text such as \(example(of: dimension))")
    let known =
      switch dimension {
      case .source: sources.map(\.account.name)
      case .provider: sources.map(\.account.provider)
      case .app: apps.map { $0.name ?? $0.id } + sources.compactMap(\.app)
      default: [String]()
      }
    if !text.contains("*"), !known.contains(text), let match = closestName(to: text, in: known) {
      warnings.append(
        value.error("no \(dimension.name) is called \"\(text)\"; did you mean \"\(match)\"?")
          .description
      )
    }
    return text
  }

  private func example(of dimension: UsageDimension) -> String {
    switch dimension {
    case .provider: "helius"
    case .app, .target: "Shop"
    default: "\"rpc*\""
    }
  }
}
