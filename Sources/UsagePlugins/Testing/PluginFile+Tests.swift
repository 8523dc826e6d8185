import Foundation

extension PluginFile {
  /// The plug-in that a file with tests is for: `NAME.lua` beside `NAME_test.lua`, in a folder of plug-ins;
  /// nil where there is no such plug-in.
  ///
  /// - Parameters:
  ///   - name: The test's path as messages show it.
  ///   - path: The test's path as the process opens it.
  public init?(besideTest name: String, at path: String) {
    let parts = name.split(separator: "/")
    guard parts.count >= 2, name.hasSuffix(PluginFolder.testSuffix),
      let kind = PluginKind(rawValue: String(parts[parts.count - 2]))
    else { return nil }
    func plugin(_ test: String) -> String { test.dropLast(PluginFolder.testSuffix.count) + ".lua" }
    guard let source = FileManager.default.contents(atPath: plugin(path)) else { return nil }
    self.init(
      kind: kind,
      name: String(parts[parts.count - 1].dropLast(PluginFolder.testSuffix.count)),
      path: plugin(name),
      source: Array(source)
    )
  }
}
