public import ReportScripting

extension Configuration {
  /// The mistakes that can be seen in reports' scripts, and in the modules that they require, without running them.
  ///
  /// A script that cannot be read, or is no Lua, has none here: running it tells why.
  ///
  /// - Parameter reports: The reports.
  /// - Returns: What was found, by file and line, each once.
  /// - Throws: When no thread can be started.
  public func scriptFindings(in reports: [Report]) async throws -> [ScriptFinding] {
    let inspection = ScriptInspection(limits: limits)
    var findings: Set<ScriptFinding> = []
    for script in Set(reports.map(\.script)) {
      let path = folder.path(script)
      let folder = ScriptFolder(ofScript: script, at: path)
      let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
      guard let file = folder.file(String(name)) else { continue }
      findings.formUnion(
        try await inspection.findings(
          in: file,
          modules: folder.modules,
          others: folder.scripts
        )
      )
    }
    return findings.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
  }
}
