import Foundation
import GRDB
import UsageModel

/// One request's replies on their way into the tables.
struct RequestWriting {
  /// A reply that is stored.
  struct Reply {
    var id: Int64
    var observedAt: Timestamp
    var digest: [UInt8]
    /// What it told in each window, by the window's id.
    var cells: [Int64: [SegmentEntry.Cell]]
  }

  /// What a reply is packed against.
  private struct Base {
    var id: Int64
    var depth: Int
    var bytes: [UInt8]
  }

  /// The request's id.
  let id: Int64
  /// The order of the counters.
  var guess = CounterGuess()
  /// The newest reply; nil before the first.
  private var newest: Reply?
  /// The content that was stored or unpacked last.
  private var base: Base?

  init(id: Int64, in database: Database, segments: SegmentWriting) throws {
    self.id = id
    newest = try Self.reply(
      before: Timestamp(milliseconds: .max),
      request: id,
      in: database,
      segments: segments
    )
  }

  /// A stored reply of the same moment and body, if there is one.
  func known(
    _ observedAt: Timestamp,
    _ digest: [UInt8],
    in database: Database
  ) throws -> Int64? {
    // Almost every reply is newer than all before, which needs no look at the table.
    guard let newest, observedAt <= newest.observedAt else { return nil }
    return try Int64.fetchOne(
      database,
      sql: "SELECT id FROM reply WHERE request_id = ? AND observed_at = ? AND digest = ?",
      arguments: [id, observedAt.milliseconds, Data(digest)]
    )
  }

  /// The newest reply that was observed by a moment.
  func predecessor(
    of moment: Timestamp,
    in database: Database,
    segments: SegmentWriting
  ) throws -> Reply? {
    guard let newest, moment < newest.observedAt else { return newest }
    return try Self.reply(before: moment, request: id, in: database, segments: segments)
  }

  /// Notes a reply that was stored.
  mutating func arrived(_ reply: Reply) {
    if let newest {
      guard newest.observedAt <= reply.observedAt else { return }
      if newest.observedAt == reply.observedAt,
        reply.digest.lexicographicallyPrecedes(newest.digest)
      {
        return
      }
    }
    newest = reply
  }

  /// Stores a reply, packed against the one before it.
  mutating func insert(
    _ reply: ProviderReply,
    _ digest: [UInt8],
    after before: Reply?,
    in database: Database,
    _ deflate: Deflate
  ) throws -> Int64 {
    let bytes = ReplyContent(headers: reply.headers, body: reply.body).bytes
    let base = try before.flatMap { try self.base(of: $0.id, in: database, deflate) }
    let content = PackedReplies.packed(bytes, against: base?.bytes ?? [], deflate)
    let depth = base.map { $0.depth + 1 } ?? 0
    try database.cachedStatement(
      sql: """
        INSERT INTO reply
          (request_id, observed_at, lag, digest, base, content)
        VALUES (?, ?, ?, ?, coalesce((SELECT max(id) FROM reply) + 1 - ?, 0), ?)
        """
    ).execute(arguments: [
      id, reply.observedAt.milliseconds,
      reply.learntAt.milliseconds - reply.observedAt.milliseconds, Data(digest), base?.id,
      Data(content),
    ])
    self.base = Base(id: database.lastInsertedRowID, depth: depth, bytes: bytes)
    return database.lastInsertedRowID
  }

  /// The content of a reply, if others may be packed against it.
  private func base(
    of reply: Int64,
    in database: Database,
    _ deflate: Deflate
  ) throws -> Base? {
    var base = self.base
    if base?.id != reply {
      let packed = PackedReplies(database: database, deflate: deflate)
      do {
        base = try packed.content(of: reply).map {
          Base(id: reply, depth: $0.depth, bytes: $0.bytes)
        }
      } catch is StoreDamage {
        // Damage that is old does not keep new replies out: this one rests on no other.
        return nil
      }
    }
    return base.flatMap { $0.depth < PackedReplies.mostDepth ? $0 : nil }
  }

  private static func reply(
    before moment: Timestamp,
    request: Int64,
    in database: Database,
    segments: SegmentWriting
  ) throws -> Reply? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT id, observed_at, digest FROM reply
        WHERE request_id = ? AND observed_at <= ?
        ORDER BY observed_at DESC, digest DESC LIMIT 1
        """,
      arguments: [request, moment.milliseconds]
    )
    guard let row else { return nil }
    let digest: Data = row[2]
    return Reply(
      id: row[0],
      observedAt: Timestamp(milliseconds: row[1]),
      digest: Array(digest),
      cells: try segments.cells(of: row[0], request: request)
    )
  }
}
