import Foundation
import Measurement
import UsageStore

/// Measures the questions to a store of a million records, and to one of five million.
struct FrameBenchmark {
  let program: String

  func run(manyTimes: Bool) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tally-frame-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let one = folder.appending(path: "one.sqlite").path()
    var store: SQLiteStore? = try SQLiteStore(path: one)
    if let store {
      try LargeHistory(sources: 10).fill(store)
      try ShellRecords(database: folder.appending(path: "shell.sqlite").path())
        .fill(from: store, in: folder)
    }
    store = nil
    let shell = ShellRecords(database: folder.appending(path: "shell.sqlite").path())
    let times = manyTimes ? 9 : 1
    let asked = try (0..<times).map { _ in try ask(one, in: folder) }
    let shellSeconds = try median((0..<3).map { _ in try shell.ask().wallSeconds })
    let seconds = median(asked.map(\.run.wallSeconds))
    let records = Int(asked[0].laps["load"]?.detail ?? "") ?? 0
    let what =
      "\(records) stored records: open, group by app and month, top 20 services, filter and group, whole process"
    row(what, seconds, "the limit", 0.2, "s", limit: "at most 1")
    row(what, seconds, "DuckDB from Python, as the figure was given", 0.23, "s", limit: "–")
    row(what, seconds, "the sqlite3 shell on its own table", shellSeconds, "s", limit: "–")
    row(
      "its memory at most",
      median(asked.compactMap { Double($0.laps["memory"]?.detail ?? "") }) / 1e6,
      "the limit",
      150,
      "MB",
      limit: "at most 1"
    )
    for (name, title) in [
      ("app-month", "group by app and month"), ("total", "the total"), ("top", "top 20 services"),
      ("filter", "filter by service and group by app"),
    ] {
      let milliseconds = median(asked.compactMap { $0.laps[name]?.milliseconds })
      row("on the loaded frame: \(title)", milliseconds, "the limit", 8, "ms", limit: "at most 1")
    }
    guard manyTimes else { return }
    let five = folder.appending(path: "five.sqlite").path()
    var larger: SQLiteStore? = try SQLiteStore(path: five)
    if let larger { try LargeHistory(sources: 50).fill(larger) }
    larger = nil
    let fiveSeconds = try median((0..<5).map { _ in try ask(five, in: folder).run.wallSeconds })
    row(
      "the same with five times the records",
      fiveSeconds,
      "once",
      seconds,
      "s",
      limit: "at most 5.5"
    )
  }

  /// What one process took, and what it said of each step.
  private func ask(
    _ store: String,
    in folder: URL
  ) throws -> (run: ChildProcess.Run, laps: [String: (milliseconds: Double, detail: String)]) {
    let output = folder.appending(path: "answers").path()
    let run = try ChildProcess.run([program, "ask", store], output: output)
    var laps: [String: (milliseconds: Double, detail: String)] = [:]
    for line in try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      laps[words[0]] = (Double(words[1]) ?? 0, words[2])
    }
    return (run, laps)
  }
}
