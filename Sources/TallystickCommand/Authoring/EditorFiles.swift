import Foundation
import ReportScripting
import Tallystick
import UsageModel
import UsageProviders

/// The user's own names, which an editor can complete.
struct EditorNames {
  var folder = "."
  var sources: [String] = []
  var apps: [String] = []
  var budgets: [String] = []
  /// The platforms, with those in Lua that sources name.
  var providers: [any Provider] = ProviderCatalogue.builtIn.all

  /// The names of the configuration; none where there is no configuration in a folder that was named.
  init(of shared: SharedOptions, in folder: String?) throws {
    let hasOwn = shared.config != nil
    let file =
      folder.map { "\($0)/\(Configuration.defaultFile)" }.flatMap { hasOwn ? nil : $0 }
      ?? shared.configurationFile
    guard hasOwn || folder == nil || FileManager.default.fileExists(atPath: file) else { return }
    let configuration = try Configuration.load(file)
    self.folder = configuration.folder.path
    sources = configuration.sources.map(\.account.name)
    apps = configuration.apps.map { $0.name ?? $0.id }
    budgets = configuration.budgets.map(\.name)
    providers = configuration.providers.all.filter { $0.problem == nil }
  }
}

/// What an editor needs to know the names of scripts.
enum EditorFiles {
  /// A file, and whether one that is there already stays.
  struct File {
    let path: String
    let text: String
    let keepsOld: Bool
  }

  /// The files below a working folder.
  static func files(_ names: EditorNames) -> [File] {
    let shared = FolderTemplate.shared.filter { $0.path == ".luarc.json" }
    return shared.map { File(path: $0.path, text: $0.text, keepsOld: true) } + [
      File(path: "Scripts/library/tally.d.lua", text: stubs(names), keepsOld: false),
      File(
        path: "Scripts/library/tally-test.d.lua",
        text: ScriptTestStubs.text(),
        keepsOld: false
      ),
      File(
        path: "Scripts/library/\(JSONSchema.fileName)",
        text: JSONSchema.text(providers: names.providers),
        keepsOld: false
      ),
    ]
  }

  /// The one place that makes the library: `names` become literal types in it.
  private static func stubs(_ names: EditorNames) -> String {
    ScriptStubs.text(sources: names.sources, apps: names.apps, budgets: names.budgets)
  }
}
