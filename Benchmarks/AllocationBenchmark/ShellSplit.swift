import Foundation
import Measurement
import UsageModel

/// The `sqlite3` shell, which has the same records and shares as rows of tables, money in millionths.
///
/// It rounds every part towards zero and loses what is left: handing that out has no short form in SQL.
struct ShellSplit {
  let folder: URL

  private var database: String { folder.appending(path: "shell.sqlite").path() }

  /// Writes the records, and which share of each rule goes to whom; drivers as if all days were the first.
  func fill() throws {
    var records = ""
    for day in 0..<LargeUsage.dayCount {
      for source in 0..<LargeUsage.sourceCount {
        for line in 0..<LargeUsage.lineCount {
          let service = LargeUsage.service(of: line)
          let rule = source * 2 + (service.hasPrefix("service-1") ? 0 : 1)
          let cost = LargeUsage.millionths(source: source, line: line, day: day)
          records += "\(day),source-\(source),\(service),\(rule),\(cost)\n"
        }
      }
    }
    var shares = ""
    for rule in 0..<20 {
      let all = LargePolicy.shares(of: rule)
      let used = rule % 5 == 0 ? Array(all.prefix(1)) : all
      let total = used.reduce(0) { $0 + $1.weight }
      for share in used { shares += "\(rule),\(share.target),\(share.weight),\(total)\n" }
    }
    let files = (
      folder.appending(path: "records.csv"), folder.appending(path: "shares.csv"),
      folder.appending(path: "fill.sql")
    )
    try Data(records.utf8).write(to: files.0)
    try Data(shares.utf8).write(to: files.1)
    try Data(
      """
      CREATE TABLE record (day INTEGER, source TEXT, service TEXT, rule INTEGER, cost INTEGER);
      CREATE TABLE share (rule INTEGER, target TEXT, weight INTEGER, total INTEGER);
      .import --csv \(files.0.path()) record
      .import --csv \(files.1.path()) share
      CREATE INDEX share_rule ON share (rule);
      """.utf8
    ).write(to: files.2)
    try ChildProcess.run(["sqlite3", "-batch", database], input: files.2.path())
    try FileManager.default.removeItem(at: files.0)
  }

  /// Adds up what each target bears.
  func sums() throws -> ChildProcess.Run {
    try ChildProcess.run([
      "sqlite3", "-readonly", "-batch", database,
      "SELECT target, sum(cost * weight / total) FROM record JOIN share USING (rule) GROUP BY 1;",
    ])
  }

  /// Writes a row for each record and target into a table in memory.
  func rows() throws -> ChildProcess.Run {
    try ChildProcess.run([
      "sqlite3", "-readonly", "-batch", database, "PRAGMA temp_store = MEMORY;",
      "CREATE TEMP TABLE result AS SELECT day, source, service, target, cost * weight / total AS cost "
        + "FROM record JOIN share USING (rule);",
    ])
  }
}
