import UsageModel

extension ScriptContext {
  /// The colour of a source or platform: its place in the configuration, so that it never changes.
  func swatch(of key: String?, in dimension: UsageDimension?) -> Int? {
    guard let key else { return nil }
    return switch dimension {
    case .provider: providers.firstIndex(of: key)
    case .source: input.sources.firstIndex { $0.name == key }
    default: nil
    }
  }

  /// The platforms, in the order in which the configuration first names them.
  private var providers: [String] {
    var providers: [String] = []
    for source in input.sources where !providers.contains(source.provider) {
      providers.append(source.provider)
    }
    return providers
  }
}
