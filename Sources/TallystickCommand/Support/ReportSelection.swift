import Foundation
import Tallystick

extension Configuration {
  /// The reports that a command line names, all where it names none.
  ///
  /// A report is named by its name or script as configured; a script also as it lies below the working
  /// folder, or from the current one.
  func reports(named names: [String]) throws -> [Report] {
    let all = allReports
    guard !names.isEmpty else { return all }
    return try names.flatMap { wanted -> [Report] in
      let known = all.filter { $0.name == wanted || $0.script == wanted }
      guard known.isEmpty else { return known }
      if FileManager.default.fileExists(atPath: folder.path(wanted)) {
        return [Report(script: wanted)]
      }
      let here = URL(filePath: wanted).standardizedFileURL.path(percentEncoded: false)
      if FileManager.default.fileExists(atPath: here) { return [Report(script: here)] }
      let hint =
        closestName(to: wanted, in: all.map(\.name)).map { "did you mean \"\($0)\"?" }
        ?? "the reports are \(all.map(\.name).joined(separator: ", "))"
      throw CommandFailure(.usage, "there is no report or script \"\(wanted)\"; \(hint)")
    }
  }
}
