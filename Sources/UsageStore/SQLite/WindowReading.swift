import Foundation
import GRDB
import UsageModel

/// Reads the observations that a source's part in an answer is derived from.
struct WindowReading {
  /// A stored window.
  private struct Stored {
    let id: Int64
    let window: BillingWindow
  }

  private let database: Database
  private let answering: SourceAnswering
  private let facet: Facet
  private let windows: [Stored]

  init(of sourceID: Int64, for answering: SourceAnswering, in database: Database) throws {
    self.database = database
    self.answering = answering
    facet = try answering.chosenFacet()
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, start, stop, basis FROM billing_window WHERE source_id = ?",
      arguments: [sourceID]
    )
    windows = try rows.map { row in
      let window = BillingWindow.Basis(rawValue: row[3]).flatMap { basis in
        BillingWindow(
          start: Timestamp(milliseconds: row[1]),
          stop: Timestamp(milliseconds: row[2]),
          basis: basis
        )
      }
      guard let window else { throw StoreError.unreadable("window \(row[0] as Int64)") }
      return Stored(id: row[0], window: window)
    }
  }

  /// The observations in the windows that touch the query's days, with the totals and one facet's counters.
  func observations() throws -> [Observation] {
    // A window is known by its start: another end that was stated for it belongs to it.
    var starts = Set(
      windows.lazy.map(\.window)
        .filter { $0.start <= answering.stop && $0.stop >= answering.start }.map(\.start)
    )
    let touched = starts
    try addNeighbours(to: &starts)
    var observations: [Observation] = []
    for start in starts.sorted() {
      // Of a month that follows, only what may still be the counter of the month before.
      let isFollowing = touched.max().map { $0 < start } ?? false
      let end = isFollowing ? start.advanced(bySeconds: BillingWindow.firstHour) : nil
      observations += try self.observations(from: start, before: end)
    }
    return observations
  }

  /// Adds the calendar months that decide whose counters the replies of a first hour tell.
  private func addNeighbours(to starts: inout Set<Timestamp>) throws {
    let months = Set(
      windows.lazy.map(\.window).filter { $0.basis == .calendarMonth }.map(\.start)
    )
    let touched = starts.intersection(months)
    for start in touched {
      starts.insert(Self.start(of: start, advancedBy: 1))
      // A month with nothing but first hours depends in turn on the one before it.
      var month = start
      repeat {
        month = Self.start(of: month, advancedBy: -1)
        starts.insert(month)
      } while try months.contains(month) && !hasReply(afterFirstHourOf: month)
    }
    starts.formIntersection(windows.map(\.window.start))
  }

  private static func start(of month: Timestamp, advancedBy months: Int) -> Timestamp {
    let month = month.utcDay.month.advanced(by: months)
    return BillingWindow(month: month, basis: .calendarMonth).start
  }

  private func hasReply(afterFirstHourOf start: Timestamp) throws -> Bool {
    let found = try windows.lazy.filter { $0.window.start == start }.contains { stored in
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM reading JOIN reply ON reply.id = reply_id
            WHERE window_id = ? AND reply.observed_at >= ? AND learnt_at <= ?)
          """,
        arguments: [
          stored.id, start.advanced(bySeconds: BillingWindow.firstHour).milliseconds,
          answering.query.asOf.milliseconds,
        ]
      ) ?? false
    }
    return found
  }

  /// The observations of the window with a start, one a reply.
  private func observations(
    from start: Timestamp,
    before end: Timestamp?
  ) throws -> [Observation] {
    var observations: [Int64: Observation] = [:]
    for stored in windows where stored.window.start == start {
      let arguments: StatementArguments = [
        "window": stored.id, "asOf": answering.query.asOf.milliseconds,
        "end": end?.milliseconds ?? .max,
      ]
      for row in try Row.fetchAll(database, sql: Self.replies, arguments: arguments) {
        let digest: Data = row[3]
        var observation =
          observations[row[0]]
          ?? Observation(
            request: row[1],
            observedAt: Timestamp(milliseconds: row[2]),
            digest: Array(digest),
            window: stored.window,
            readings: []
          )
        if observation.window.stop < stored.window.stop { observation.window = stored.window }
        observations[row[0]] = observation
      }
      let rows = try Row.fetchCursor(
        database,
        sql: Self.readings,
        arguments: arguments + ["facet": facet.rawValue]
      )
      while let row = try rows.next() {
        guard let reading = Reading(row: row, window: stored.window) else {
          throw StoreError.unreadable("reply \(row[0] as Int64)")
        }
        observations[row[0]]?.readings.append(reading)
      }
    }
    return Array(observations.values)
  }

  // Every reply counts, also one with nothing of the facet: it says that nothing has changed.
  private static let replies = """
    SELECT id, request, observed_at, digest FROM reply
    WHERE id IN (SELECT reply_id FROM reading WHERE window_id = :window)
      AND learnt_at <= :asOf AND observed_at < :end
    """

  private static let readings = """
    SELECT reply_id, reading.observed_at, value,
      facet, app_id, service, category, meter, charge, measure, unit
    FROM reading
    JOIN reply ON reply.id = reply_id
    JOIN counter ON counter.id = counter_id
    WHERE window_id = :window AND learnt_at <= :asOf AND reply.observed_at < :end
      AND facet IN ('total', :facet)
    """
}

extension Reading {
  /// Reads a row of the query above, from its column 1 on.
  fileprivate init?(row: Row, window: BillingWindow) {
    guard let value = FixedDecimal(stored: row[2]), let charge = Charge(rawValue: row[8]),
      let measure = Measure(rawValue: row[9])
    else { return nil }
    let texts: [String] = (4...7).map { row[$0] }
    self.init(
      key: Key(
        facet: Facet(rawValue: row[3]),
        appID: texts[0].restored,
        service: texts[1].restored,
        category: texts[2].restored,
        meter: texts[3].restored,
        charge: charge,
        measure: measure,
        unit: row[10]
      ),
      value: value,
      window: window,
      observedAt: Timestamp(milliseconds: row[1])
    )
  }
}

extension StoreError {
  /// A row holds what this version never wrote.
  fileprivate static func unreadable(_ place: String) -> StoreError {
    StoreError(
      .unusable,
      "the store has a reading that cannot be read (\(place)); restore a copy of the store"
    )
  }
}
