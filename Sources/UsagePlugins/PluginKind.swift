/// What a plug-in script adds to the host; its raw value is its folder below the scripts.
public enum PluginKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// A platform.
  case provider = "providers"
  /// An output format.
  case writer = "writers"
  /// A forecast or allocation method.
  case method = "methods"
}
