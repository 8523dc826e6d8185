/// The file of a plug-in, as text.
public struct PluginFile: Hashable, Sendable {
  /// What it adds to the host.
  public var kind: PluginKind
  /// The name that the configuration knows it by: its file's, without `.lua`.
  public var name: String
  /// The path as messages show it: `Scripts/providers/openai.lua`.
  public var path: String
  /// The text.
  public var source: [UInt8]

  /// Creates a file.
  public init(kind: PluginKind, name: String, path: String, source: [UInt8]) {
    self.kind = kind
    self.name = name
    self.path = path
    self.source = source
  }
}
