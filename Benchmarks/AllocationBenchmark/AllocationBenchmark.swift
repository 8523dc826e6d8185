import Foundation
import Measurement

/// Measures the split in processes of its own, and the same split in the `sqlite3` shell.
struct AllocationBenchmark {
  let program: String

  func run(times: Int) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tally-allocation-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let shell = ShellSplit(folder: folder)
    try shell.fill()
    let laps = try (0..<times).map { _ in try split(in: folder) }
    let sumsInShell = try median((0..<3).map { _ in try shell.sums().wallSeconds })
    let rowsInShell = try median((0..<3).map { _ in try shell.rows().wallSeconds })
    func seconds(_ name: String) -> Double {
      median(laps.compactMap { $0[name] }.map(\.milliseconds)) / 1000
    }
    func megabytes(_ name: String) -> Double {
      median(laps.compactMap { $0[name] }.map(\.peakBytes)) / 1e6
    }
    let count = laps[0]["start"]?.detail ?? ""
    let what = "\(count) records by 20 rules onto 200 targets"
    row("\(what): sums by target", seconds("sums"), "the limit", 1, "s", limit: "at most 1")
    row(
      "\(what): sums by target",
      seconds("sums"),
      "the sqlite3 shell, a join without the remainders",
      sumsInShell,
      "s",
      limit: "–"
    )
    row("its memory at most", megabytes("sums"), "the limit", 300, "MB", limit: "at most 1")
    row(
      "from there the whole result, \(laps[0]["table"]?.detail ?? "") rows",
      seconds("table"),
      "the limit",
      1,
      "s",
      limit: "at most 1"
    )
    row(
      "sums and the whole result",
      seconds("sums") + seconds("table"),
      "the sqlite3 shell writing the joined rows into a table",
      rowsInShell,
      "s",
      limit: "–"
    )
    row("its memory at most", megabytes("table"), "the limit", 300, "MB", limit: "at most 1")
    row(
      "the ledger of one target, \(laps[0]["ledger"]?.detail ?? "") rows",
      seconds("ledger"),
      "the limit",
      1,
      "s",
      limit: "at most 1"
    )
    row(
      "sums by target where the result keeps source and charge only",
      seconds("coarse"),
      "with app, service and meter",
      seconds("sums"),
      "s",
      limit: "–"
    )
    row(
      "sums by target with a second step for what one target received",
      seconds("steps"),
      "with one step",
      seconds("sums"),
      "s",
      limit: "–"
    )
  }

  /// What one process said of each step.
  private func split(
    in folder: URL
  ) throws -> [String: (milliseconds: Double, detail: String, peakBytes: Double)] {
    let output = folder.appending(path: "laps").path()
    try ChildProcess.run([program, "split"], output: output)
    var laps: [String: (milliseconds: Double, detail: String, peakBytes: Double)] = [:]
    for line in try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      laps[words[0]] = (Double(words[1]) ?? 0, words[2], Double(words[3]) ?? 0)
    }
    return laps
  }
}
