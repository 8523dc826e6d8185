import Foundation
import ReportScripting

/// The folder of a script, with the modules that it can require and the scripts beside it.
struct ScriptFolder {
  /// The folder as messages show it, as the process opens it; empty for the current one.
  let name: String
  let path: String

  /// The folder of a script, by the script's path as messages show it and as the process opens it.
  init(ofScript name: String, at path: String) {
    self.name = name.folderOfFile
    self.path = path.folderOfFile
  }

  /// The folder that `require` looks in.
  var libraryFolder: String { Self.join(path, "lib") }

  /// Everything that `require` can find, by the name that it takes.
  var modules: [String: ScriptFile] {
    // What is below a folder is not found through a link to it.
    let target = URL(filePath: libraryFolder).resolvingSymlinksInPath().path(percentEncoded: false)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: target)) ?? []
    return names.filter { $0.hasSuffix(".lua") }.reduce(into: [:]) { modules, name in
      let module = String(name.dropLast(4)).replacing("/", with: ".")
      modules[module] = file("lib/\(name)")
    }
  }

  /// The scripts in the folder itself.
  var scripts: [ScriptFile] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: path.isEmpty ? "." : path)) ?? []
    return names.filter { $0.hasSuffix(".lua") }.sorted().compactMap { file($0) }
  }

  /// A file below the folder.
  func file(_ relative: String) -> ScriptFile? {
    guard let source = FileManager.default.contents(atPath: Self.join(path, relative)) else {
      return nil
    }
    return ScriptFile(name: Self.join(name, relative), source: Array(source))
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
