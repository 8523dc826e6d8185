import Foundation
import ReportScripting

/// The files that a report depends on, as they were at one moment.
///
/// Their whole contents are kept: editors replace files by renaming, some keep times, and a folder on another machine
/// may tell coarse ones. The files of a script are few and small.
public struct WatchedFiles: Equatable, Sendable {
  private let contents: [String: Data]

  /// Looks at the files of a script: the script, all below `lib/` beside it, and the configuration.
  public init(ofScript script: String, in configuration: Configuration) {
    let path = configuration.folder.path(script)
    let folder = ScriptFolder(ofScript: script, at: path)
    var contents: [String: Data] = [:]
    for file in [path, configuration.file] {
      contents[file] = FileManager.default.contents(atPath: file)
    }
    for (module, file) in folder.modules { contents["lib \(module)"] = Data(file.source) }
    self.contents = contents
  }
}
