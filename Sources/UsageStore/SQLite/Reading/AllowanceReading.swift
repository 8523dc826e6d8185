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
      for segment in segments {
        try segment.forEachEntry { entry in
          guard entry.learntAt <= asOf, entry.observedAt >= start else { return }
          history.observations.append(try observation(entry, request, names))
        }
      }
    }
    return history
  }

  private func observation(
    _ entry: SegmentEntry,
    _ request: String,
    _ names: [Int64: Allowance]
  ) throws -> AllowanceHistory.Observation {
    // Two replies of one moment are hardly ever there, but which of them counts may not be left to chance.
    let digest = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT digest FROM reply WHERE id = ?"),
      arguments: [entry.reply]
    )
    do {
      return AllowanceHistory.Observation(
        request: request,
        observedAt: entry.observedAt,
        learntAt: entry.learntAt,
        digest: digest.map { Array($0) } ?? [],
        allowances: try AllowanceCells.allowances(of: entry.cells) { id in
          guard let allowance = names[id] else { throw DamagedBytes() }
          return allowance
        }
      )
    } catch {
      throw StoreDamage("what reply \(entry.reply) told of allowances")
    }
  }
}
