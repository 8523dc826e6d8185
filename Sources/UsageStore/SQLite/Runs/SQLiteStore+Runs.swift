import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// How many runs are remembered.
  private static let runsKept = 1000

  /// Notes a run down; one that began at the same moment is replaced.
  public func log(_ run: LoggedRun) throws(StoreError) {
    try write { database in
      let facts = try JSONEncoder.sorted.encode(RunFacts(run))
      try database.execute(
        sql: "INSERT OR REPLACE INTO run (started, ended, status, facts) VALUES (?, ?, ?, ?)",
        arguments: [
          run.startedAt.milliseconds, run.endedAt?.milliseconds, run.status,
          String(decoding: facts, as: UTF8.self),
        ]
      )
      try database.execute(
        sql: """
          DELETE FROM run WHERE started <
          (SELECT started FROM run ORDER BY started DESC LIMIT 1 OFFSET ?)
          """,
        arguments: [Self.runsKept - 1]
      )
    }
  }

  /// The last runs, the newest first.
  public func lastRuns(_ count: Int) throws(StoreError) -> [LoggedRun] {
    try read { database in
      // A store of an older version that can only be read has no place for them.
      guard try database.tableExists("run") else { return [] }
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT started, ended, status, facts FROM run ORDER BY started DESC LIMIT ?",
        arguments: [max(0, count)]
      )
      return try rows.map { try LoggedRun(stored: $0) }
    }
  }

  /// When the first run that is remembered began.
  public func firstRun() throws(StoreError) -> Timestamp? {
    try read { database in
      try Int64.fetchOne(database, sql: "SELECT min(started) FROM run")
        .flatMap(Timestamp.init(stored:))
    }
  }

  /// What is known not to work, and what works again without everybody knowing; by key.
  public func problems() throws(StoreError) -> [StandingProblem] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT key, since, text, ended FROM problem ORDER BY key, since"
      )
      return try rows.map { row in
        let (key, ended): (String, Int64?) = (row["key"], row["ended"])
        guard let since = Timestamp(stored: row["since"]) else {
          throw StoreDamage("problem \(key)")
        }
        return StandingProblem(
          key: key,
          since: since,
          text: row["text"],
          endedAt: ended.flatMap(Timestamp.init(stored:))
        )
      }
    }
  }

  /// Replaces what is known not to work.
  public func keep(_ problems: [StandingProblem]) throws(StoreError) {
    guard try self.problems() != problems.inOrder else { return }
    try write { database in
      try database.execute(sql: "DELETE FROM problem")
      for problem in problems {
        try database.execute(
          sql: "INSERT OR REPLACE INTO problem (key, since, text, ended) VALUES (?, ?, ?, ?)",
          arguments: [
            problem.key.stored, problem.since.milliseconds, problem.text,
            problem.endedAt?.milliseconds,
          ]
        )
      }
    }
  }

  /// The final reports of periods that end after a day.
  public func finalReports(endingAfter day: Day) throws(StoreError) -> [FinalReport] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT report, start, stop, final_at, digest FROM final_report WHERE stop > ?",
        arguments: [day.daysSince1970]
      )
      return try rows.map { row in
        let (start, stop): (Int, Int) = (row["start"], row["stop"])
        guard start < stop, let finalAt = Timestamp(stored: row["final_at"]) else {
          throw StoreDamage("final_report \(start)")
        }
        return FinalReport(
          report: row["report"],
          days: Day(daysSince1970: start)..<Day(daysSince1970: stop),
          finalAt: finalAt,
          digest: row["digest"]
        )
      }
    }
  }

  /// Keeps which reports are final, each in place of what was kept of it.
  public func keep(_ reports: [FinalReport]) throws(StoreError) {
    guard !reports.isEmpty else { return }
    try write { database in
      for report in reports {
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO final_report (report, start, stop, final_at, digest)
            VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            report.report.stored, report.days.lowerBound.daysSince1970,
            report.days.upperBound.daysSince1970, report.finalAt.milliseconds, report.digest,
          ]
        )
      }
    }
  }
}

extension [StandingProblem] {
  fileprivate var inOrder: [StandingProblem] {
    sorted { ($0.key, $0.since) < ($1.key, $1.since) }
  }
}

/// What is kept of a run as JSON.
private struct RunFacts: Codable {
  var fetched: Int
  var failedSources: [String]
  var reports: Int
  var failedReports: [String]

  init(_ run: LoggedRun) {
    (fetched, failedSources) = (run.fetched, run.failedSources)
    (reports, failedReports) = (run.reports, run.failedReports)
  }
}

extension LoggedRun {
  fileprivate init(stored row: Row) throws {
    let (ended, status, text): (Int64?, Int?, String) = (row["ended"], row["status"], row["facts"])
    guard let started = Timestamp(stored: row["started"]),
      let facts = try? JSONDecoder().decode(RunFacts.self, from: Data(text.utf8))
    else { throw StoreDamage("run") }
    self.init(startedAt: started)
    endedAt = ended.flatMap(Timestamp.init(stored:))
    self.status = status
    (fetched, failedSources) = (facts.fetched, facts.failedSources)
    (reports, failedReports) = (facts.reports, facts.failedReports)
  }
}
