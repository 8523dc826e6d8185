/// The folder of the configuration, which relative paths are relative to.
public struct WorkingFolder: Hashable, Sendable {
  /// The folder's path.
  public let path: String

  /// Creates a working folder.
  public init(_ path: String) {
    self.path = path.isEmpty ? "." : path
  }

  /// The folder that a configuration file is in.
  public init(ofConfiguration file: String) {
    self.init(file.folderOfFile)
  }

  /// A path as the process can open it.
  public func path(_ relative: String) -> String {
    if relative.hasPrefix("/") || path == "." { return relative }
    return path.hasSuffix("/") ? path + relative : "\(path)/\(relative)"
  }
}
