import Foundation
import Measurement
import UsageModel
import UsageStore

/// The `sqlite3` shell, which has the same records as rows of a table and is asked the same questions.
struct ShellRecords {
  let database: String

  /// Writes a store's records into a new database, money in millionths.
  func fill(from store: SQLiteStore, in folder: URL) throws {
    let days = LargeHistory.days
    let query = UsageQuery(days: days, dimensions: [.app, .service], asOf: LargeHistory.stop)
    let table = try store.table(query, view: .effective, in: LargeHistory.context).table
    var text = ""
    for row in 0..<table.count {
      let line = table.lines[Int(table.lineOf[row])]
      let cost = (table.costs[row]?.units ?? 0) / 1_000_000
      text += "\(table.days[row]),\(table.text(of: .month, at: row)),\(line.source),\(line.app),"
      text += "\(line.service),\(cost),\(table.requests[row]?.description ?? "")\n"
    }
    let file = folder.appending(path: "records.csv")
    try Data(text.utf8).write(to: file)
    let script = folder.appending(path: "records.sql")
    try Data(
      """
      CREATE TABLE record (day INTEGER, month TEXT, source TEXT, app TEXT, service TEXT, cost INTEGER, requests INTEGER);
      .import --csv \(file.path()) record
      """.utf8
    ).write(to: script)
    try ChildProcess.run(["sqlite3", "-batch", database], input: script.path())
    try FileManager.default.removeItem(at: file)
  }

  /// Asks the three questions in one process.
  func ask() throws -> ChildProcess.Run {
    try ChildProcess.run([
      "sqlite3", "-readonly", "-batch", database,
      "SELECT app, month, sum(cost), sum(requests) FROM record GROUP BY 1, 2;",
      "SELECT service, sum(cost) FROM record GROUP BY 1 ORDER BY 2 DESC LIMIT 20;",
      "SELECT app, sum(cost) FROM record WHERE service LIKE 'service-1%' GROUP BY 1;",
    ])
  }
}
