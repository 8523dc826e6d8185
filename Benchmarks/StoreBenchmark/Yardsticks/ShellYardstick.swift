import Foundation
import Measurement
import UsageModel

/// The `sqlite3` shell, which inserts the same replies and their readings as rows.
///
/// The tables are lean: there is no index besides the row ids, and what a counter counts is kept once.
final class ShellYardstick {
  /// The shell's database.
  static let database = "shell.sqlite"

  private let folder: WorkingFolder
  private let replies: CSVFile
  private let readings: CSVFile
  private let counters: CSVFile
  private var ids: [String: [Reading.Key: Int64]] = [:]
  private var counterCount: Int64 = 0
  private var replyCount: Int64 = 0
  private var readingCount: Int64 = 0
  private let encoder = JSONEncoder()

  init(in folder: WorkingFolder) throws {
    self.folder = folder
    replies = try CSVFile(folder.file("reply.csv"))
    readings = try CSVFile(folder.file("reading.csv"))
    counters = try CSVFile(folder.file("counter.csv"))
    encoder.outputFormatting = .sortedKeys
  }

  /// Writes the rows of a source's replies for the shell to read.
  func write(_ fetched: [FetchedReply], of source: String) throws {
    for kept in fetched {
      let reply = kept.reply
      replyCount += 1
      try replies.write(
        [replyCount, reply.observedAt.milliseconds, reply.learntAt.milliseconds],
        [
          Array(source.utf8), Array(reply.request.utf8), Array(try encoder.encode(reply.headers)),
          reply.body,
        ]
      )
      for reading in kept.normalised.readings {
        readingCount += 1
        try readings.write(
          [replyCount, try id(of: reading.key, of: source), reading.observedAt.milliseconds],
          [Array(reading.value.description.utf8)]
        )
      }
    }
  }

  private func id(of key: Reading.Key, of source: String) throws -> Int64 {
    if let id = ids[source]?[key] { return id }
    counterCount += 1
    let texts = [
      source, key.facet.rawValue, key.appID ?? "", key.service ?? "", key.category ?? "",
      key.meter ?? "", key.charge.rawValue, key.measure.rawValue, key.unit,
    ]
    try counters.write([counterCount], texts.map { Array($0.utf8) })
    ids[source, default: [:]][key] = counterCount
    return counterCount
  }

  /// Lets the shell insert all rows in one transaction.
  ///
  /// - Returns: The seconds of processor time that it took.
  func run() throws -> Double {
    for file in [replies, readings, counters] { try file.close() }
    let script = folder.file("import.sql")
    try Data(commands.utf8).write(to: URL(filePath: script))
    let counts = folder.file("counts")
    let seconds = try ChildProcess.run(
      ["sqlite3", "-batch", "-bail", folder.file(Self.database)],
      input: script,
      output: counts
    ).processorSeconds
    for name in ["reply.csv", "reading.csv", "counter.csv"] { try folder.remove(name) }
    let said = String(decoding: try Data(contentsOf: URL(filePath: counts)), as: UTF8.self)
    guard said.split(separator: "\n").last == "\(replyCount) \(readingCount)" else {
      throw WorkingFolder.Failure(description: "the shell did not insert every row: \(said)")
    }
    return seconds
  }

  // The store has the same two pragmas. Values are texts, as exact as the store's own, and come as they are.
  private var commands: String {
    """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE counter (id INTEGER PRIMARY KEY, source TEXT, facet TEXT, app_id TEXT,
      service TEXT, category TEXT, meter TEXT, charge TEXT, measure TEXT, unit TEXT);
    CREATE TABLE reply (id INTEGER PRIMARY KEY, observed_at INTEGER, learnt_at INTEGER,
      source TEXT, request TEXT, headers TEXT, body TEXT);
    CREATE TABLE reading (reply_id INTEGER, counter_id INTEGER, observed_at INTEGER, value TEXT);
    .mode csv
    BEGIN;
    .import \(folder.file("counter.csv")) counter
    .import \(folder.file("reply.csv")) reply
    .import \(folder.file("reading.csv")) reading
    COMMIT;
    .mode list
    SELECT max(id) || ' ' || (SELECT max(rowid) FROM reading) FROM reply;

    """
  }
}
