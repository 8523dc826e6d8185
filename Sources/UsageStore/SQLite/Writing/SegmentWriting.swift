import Foundation
import GRDB
import UsageModel

/// The segments that entries are appended to, inside one transaction.
final class SegmentWriting {
  /// Where a segment belongs; without a window it holds allowances.
  private struct Place: Hashable {
    var request: Int64
    var window: Int64?
  }

  private struct Open {
    /// nil until it is written.
    var id: Int64?
    var segment: Segment
    var firstReply: Int64?
    /// How many entries were appended and are not written yet.
    var added = 0
  }

  private let database: Database
  private let first: Int64
  private var open: [Place: Open] = [:]

  /// Creates the segments of a transaction; those up to `segment` are not gone on with.
  init(database: Database, after segment: Int64) {
    self.database = database
    first = segment + 1
  }

  /// Appends what a reply told in a window, or of allowances.
  func append(_ entry: SegmentEntry, request: Int64, window: Int64?) throws {
    let place = Place(request: request, window: window)
    var tail = try open.removeValue(forKey: place) ?? loaded(place)
    if tail.segment.isFull {
      try write(tail, at: place)
      tail = Open(segment: Segment())
    }
    tail.segment.append(entry)
    tail.firstReply = tail.firstReply ?? entry.reply
    tail.added += 1
    open[place] = tail
  }

  /// Whether any reply to the request told allowances.
  func hasAllowances(request: Int64) throws -> Bool {
    let place = Place(request: request, window: nil)
    if open[place] == nil { open[place] = try loaded(place) }
    return open[place]?.segment.last != nil
  }

  /// Writes what is still open.
  func flush() throws {
    // In a fixed order, so that the same replies make the same file.
    let places = open.keys.sorted { ($0.request, $0.window ?? 0) < ($1.request, $1.window ?? 0) }
    for place in places {
      if let tail = open[place] { try write(tail, at: place) }
    }
    open = [:]
  }

  /// What a stored reply told in each window, by the window's id.
  func cells(of reply: Int64, request: Int64) throws -> [Int64: [SegmentEntry.Cell]] {
    if open.values.contains(where: { $0.added > 0 }) { try flush() }
    let windows = try Int64.fetchSet(
      database.cachedStatement(
        sql: """
          SELECT window_id FROM segment
          WHERE request_id = ? AND first_reply <= ? AND last_reply >= ? AND window_id IS NOT NULL
          """
      ),
      arguments: [request, reply, reply]
    )
    var cells: [Int64: [SegmentEntry.Cell]] = [:]
    for window in windows {
      let place = Place(request: request, window: window)
      let tail = try open[place] ?? loaded(place)
      open[place] = tail
      // Most often it is the last entry of the segment that will be gone on with.
      if let last = tail.segment.last, last.reply == reply {
        cells[window] = last.cells
      } else {
        cells[window] = try entry(of: reply, in: window, request)?.cells
      }
    }
    return cells
  }

  private func entry(
    of reply: Int64,
    in window: Int64,
    _ request: Int64
  ) throws -> SegmentEntry? {
    for stored in try Self.segments(with: reply, request: request, in: database)
    where stored.window == window {
      if let entry = try stored.entries().first(where: { $0.reply == reply }) { return entry }
    }
    return nil
  }

  /// Notes that a stored reply was learnt earlier.
  func lower(_ reply: Int64, to learntAt: Timestamp) throws {
    try flush()
    let request = try Int64.fetchOne(
      database,
      sql: "SELECT request_id FROM reply WHERE id = ?",
      arguments: [reply]
    )
    guard let request else { return }
    for stored in try Self.segments(with: reply, request: request, in: database) {
      let entries = try stored.entries()
      guard entries.contains(where: { $0.reply == reply }) else { continue }
      var segment = Segment()
      for var entry in entries {
        if entry.reply == reply { entry.learntAt = min(entry.learntAt, learntAt) }
        segment.append(entry)
      }
      try database.execute(
        sql: "UPDATE segment SET checksum = ?, data = ? WHERE id = ?",
        arguments: [
          Deflate.checksum(of: segment.bytes), Data(segment.bytes), stored.id,
        ]
      )
      try database.execute(
        sql: "UPDATE billing_window SET learnt_at = min(learnt_at, ?) WHERE id = ?",
        arguments: [learntAt.milliseconds, stored.window]
      )
    }
  }

  private static func segments(
    with reply: Int64,
    request: Int64,
    in database: Database
  ) throws -> [StoredSegment] {
    try StoredSegment.fetch(
      database,
      where: "request_id = ? AND first_reply <= ? AND last_reply >= ?",
      [request, reply, reply]
    )
  }

  private func loaded(_ place: Place) throws -> Open {
    let last = try StoredSegment.fetch(
      database,
      where: "window_id IS ? AND request_id = ? AND id >= ? ORDER BY id DESC LIMIT 1",
      [place.window, place.request, first]
    ).first
    guard let last else { return Open(segment: Segment()) }
    return Open(id: last.id, segment: try last.segment(), firstReply: last.firstReply)
  }

  private func write(_ tail: Open, at place: Place) throws {
    guard tail.added > 0, let last = tail.segment.last else { return }
    let data = Data(tail.segment.bytes)
    let checksum = Deflate.checksum(of: tail.segment.bytes)
    try database.cachedStatement(
      sql: "UPDATE request SET entries = entries + ? WHERE id = ?"
    ).execute(arguments: [tail.added, place.request])
    if let id = tail.id {
      try database.cachedStatement(
        sql: """
          UPDATE segment SET last_reply = max(last_reply, ?), checksum = ?, data = ? WHERE id = ?
          """
      ).execute(arguments: [last.reply, checksum, data, id])
    } else {
      try database.cachedStatement(
        sql: """
          INSERT INTO segment (request_id, window_id, first_reply, last_reply, checksum, data)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        place.request, place.window, tail.firstReply, last.reply, checksum, data,
      ])
    }
  }
}
