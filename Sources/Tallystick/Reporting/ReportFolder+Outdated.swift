import Foundation

extension ReportFolder {
  /// Removes what writers made of the same reports before and no longer make.
  ///
  /// A writer makes one file beside the others, `2026-11.csv`, or several in a folder, `2026-11/1.csv`. When there are
  /// fewer tables than last time, the files of those that are gone would look current. Only files with the endings
  /// that were just written are looked at.
  func removeOutdated(besides files: [RenderedFile]) {
    let made = files.filter { $0.format.builtIn == nil }
    let current = Set(made.map(\.path))
    for file in made {
      let parts = file.path.split(separator: "/").map(String.init)
      let ending = Self.ending(of: file.path)
      guard parts.count >= 2, !ending.isEmpty else { continue }
      // A page of tally's own is never what a writer made.
      let isPage = ReportFormat.BuiltIn.allCases.contains { ending == ".\($0.fileExtension)" }
      if parts.count == 3, !isPage {
        let single = "\(parts[0])/\(parts[1])\(ending)"
        if !current.contains(single) { unlink("\(path)/\(single)") }
      }
      let folder =
        parts.count == 3
        ? "\(parts[0])/\(parts[1])" : String(file.path.dropLast(ending.count))
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
      for name in names where Self.ending(of: name) == ending {
        if !current.contains("\(folder)/\(name)") { unlink("\(path)/\(folder)/\(name)") }
      }
      // Fails as long as anything is in it.
      if !names.isEmpty { rmdir("\(path)/\(folder)") }
    }
  }

  /// What a file's name ends in, with the dot; empty for none.
  private static func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
  }
}
