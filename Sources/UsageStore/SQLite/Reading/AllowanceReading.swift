import Foundation
import GRDB
import UsageModel

/// Reads what is stored of one source's allowances, as known at a moment.
struct AllowanceReading {
  let database: Database
  let sourceID: Int64
  let source: String
  let asOf: Timestamp

  /// What was said of the allowances since a moment.
  func history(since start: Timestamp) throws -> AllowanceHistory {
    let names = try StoredRows.allowances(of: sourceID, in: database)
    var history = AllowanceHistory(source: source)
    for (id, request) in try StoredRows.requests(of: sourceID, in: database) {
      let segments = try StoredSegment.fetch(
        database,
        where: "window_id IS NULL AND request_id = ? ORDER BY id",
        [id]
      )
      guard !segments.isEmpty else { continue }
      var twins = try twins(of: id, request)
      for segment in segments {
        try segment.forEachEntry { entry in
          guard entry.learntAt <= asOf, entry.observedAt >= start else { return }
          let allowances = try allowances(of: entry, names)
          if twins[entry.reply] != nil {
            twins[entry.reply]?.allowances = allowances
            return
          }
          history.observations.append(
            AllowanceHistory.Observation(
              request: request,
              observedAt: entry.observedAt,
              learntAt: entry.learntAt,
              digest: [],
              allowances: allowances
            )
          )
        }
      }
      history.observations += twins.values.filter {
        $0.learntAt <= asOf && $0.observedAt >= start
      }
    }
    return history
  }

  /// The replies of moments of which there are several, by id and without their allowances.
  ///
  /// Hardly ever are there any. One that told no allowance may have no entry, and still counts before another.
  private func twins(
    of id: Int64,
    _ request: String
  ) throws -> [Int64: AllowanceHistory.Observation] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, observed_at, learnt_at, digest FROM reply
        WHERE request_id = :request AND observed_at IN (
          SELECT observed_at FROM reply WHERE request_id = :request
          GROUP BY observed_at HAVING count(*) > 1
        )
        """,
      arguments: ["request": id]
    )
    var twins: [Int64: AllowanceHistory.Observation] = [:]
    for row in rows {
      twins[row[0]] = AllowanceHistory.Observation(
        request: request,
        observedAt: Timestamp(milliseconds: row[1]),
        learntAt: Timestamp(milliseconds: row[2]),
        digest: Array(row[3] as Data),
        allowances: []
      )
    }
    return twins
  }

  private func allowances(
    of entry: SegmentEntry,
    _ names: [Int64: Allowance]
  ) throws -> [Allowance] {
    do {
      return try AllowanceCells.allowances(of: entry.cells) { id in
        guard let allowance = names[id] else { throw DamagedBytes() }
        return allowance
      }
    } catch {
      throw StoreDamage("what reply \(entry.reply) told of allowances")
    }
  }
}
