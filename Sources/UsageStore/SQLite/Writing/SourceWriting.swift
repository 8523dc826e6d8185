import Foundation
import GRDB
import UsageModel

/// One source's replies on their way into the tables, inside one transaction.
struct SourceWriting {
  private let database: Database
  private let sourceID: Int64
  private let names: StoredNames
  private let segments: SegmentWriting
  private var requests: [String: RequestWriting] = [:]
  /// The order of the counters of requests that are derived again, by their ids.
  private var guesses: [Int64: CounterGuess] = [:]
  /// Since when each breakdown is known.
  private var facets: [String: Timestamp]
  private let deflate: Deflate
  /// When the last of what is written was learnt.
  private var newest = Timestamp.distantPast
  /// What the connection had changed before anything of the source.
  private let earlierChanges: Int

  /// Finds the source's row, or makes it; another account under its name is an error.
  ///
  /// Segments up to `segment` are not gone on with.
  init(database: Database, source: SourceIdentity, after segment: Int64 = 0) throws {
    self.database = database
    sourceID = try Self.id(of: source, in: database)
    names = StoredNames(database: database, sourceID: sourceID)
    segments = SegmentWriting(database: database, after: segment)
    deflate = try Deflate()
    facets = Dictionary(
      try Row.fetchAll(
        database,
        sql: "SELECT name, learnt_at FROM facet WHERE source_id = ?",
        arguments: [sourceID]
      ).map { ($0[0], Timestamp(milliseconds: $0[1])) },
      uniquingKeysWith: min
    )
    earlierChanges = database.totalChangesCount
  }

  private static func id(of source: SourceIdentity, in database: Database) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO source (name, provider, account) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET account = coalesce(account, excluded.account)
        """,
      arguments: [source.name.stored, source.provider, source.account]
    )
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT id, provider, account FROM source WHERE name = ?",
        arguments: [source.name.stored]
      )
    else { throw StoreError(.unusable, "the store did not keep the source \(source.name)") }
    let kept = SourceIdentity(
      name: source.name,
      provider: row["provider"],
      account: row["account"]
    )
    if let conflict = kept.conflict(with: source) { throw conflict }
    return row["id"]
  }

  /// Keeps one reply; whether it told anything new.
  mutating func add(_ fetched: FetchedReply) throws -> Bool {
    let reply = fetched.reply
    newest = max(newest, reply.learntAt)
    try addFacets(of: fetched.normalised, learntAt: reply.learntAt)
    var request = try requests[reply.request] ?? newRequest(reply.request)
    // Values that move from here into the copy are not copied again.
    requests[reply.request] = nil
    defer { requests[reply.request] = request }
    let digest = PackedReplies.digest(of: reply.body)
    if let known = try request.known(reply.observedAt, digest, in: database) {
      try lower(known, to: reply.learntAt)
      return false
    }
    let before = try request.predecessor(
      of: reply.observedAt,
      in: database,
      segments: segments
    )
    let id = try request.insert(reply, digest, after: before, in: database, deflate)
    let told = try request.guess.cells(
      of: fetched.normalised.readings,
      at: reply.observedAt,
      learntAt: reply.learntAt,
      names
    )
    let head = SegmentEntry(
      reply: id,
      observedAt: reply.observedAt,
      learntAt: reply.learntAt,
      cells: []
    )
    try append(told, fetched.normalised.allowances, of: head, request.id)
    request.arrived(
      RequestWriting.Reply(id: id, observedAt: reply.observedAt, digest: digest, cells: told)
    )
    return Self.isNews(told, after: before?.cells ?? [:])
  }

  /// Whether a reply told anything else than the one before it, in whatever order.
  private static func isNews(
    _ told: [Int64: [SegmentEntry.Cell]],
    after before: [Int64: [SegmentEntry.Cell]]
  ) -> Bool {
    told != before && told.mapValues(Set.init) != before.mapValues(Set.init)
  }

  /// Derives a stored reply's readings again.
  mutating func derive(
    _ normalised: NormalisedReply,
    of id: Int64,
    request: Int64,
    observedAt: Timestamp,
    learntAt: Timestamp
  ) throws {
    try addFacets(of: normalised, learntAt: learntAt)
    let told = try guesses[request, default: CounterGuess()].cells(
      of: normalised.readings,
      at: observedAt,
      learntAt: learntAt,
      names
    )
    let head = SegmentEntry(reply: id, observedAt: observedAt, learntAt: learntAt, cells: [])
    try append(told, normalised.allowances, of: head, request)
  }

  /// Writes what is still open; the last thing to do.
  mutating func finish() throws {
    try segments.flush()
    guard database.totalChangesCount > earlierChanges else { return }
    // Records that are kept of the source are no longer those of its readings.
    try database.execute(
      sql: "UPDATE source SET revision = revision + 1, newest = max(newest, ?) WHERE id = ?",
      arguments: [newest.milliseconds, sourceID]
    )
  }

  private func newRequest(_ name: String) throws -> RequestWriting {
    let id = try names.id(ofRequest: name)
    return try RequestWriting(id: id, in: database, segments: segments)
  }

  /// Appends what a reply told to the segments of its windows, and to that of the allowances.
  private func append(
    _ told: [Int64: [SegmentEntry.Cell]],
    _ allowances: [Allowance],
    of head: SegmentEntry,
    _ request: Int64
  ) throws {
    var entry = head
    // In a fixed order, so that the same replies make the same file.
    for (window, cells) in told.sorted(by: { $0.key < $1.key }) {
      entry.cells = cells
      try segments.append(entry, request: request, window: window)
    }
    // Most requests of most platforms never tell an allowance.
    guard try !allowances.isEmpty || segments.hasAllowances(request: request) else { return }
    entry.cells = try AllowanceCells.cells(of: allowances) { try names.id(of: $0) }
    try segments.append(entry, request: request, window: nil)
  }

  /// Notes since when the source is known to give each breakdown.
  private mutating func addFacets(of normalised: NormalisedReply, learntAt: Timestamp) throws {
    var last: String?
    for reading in normalised.readings {
      let facet = reading.key.facet.rawValue
      guard facet != last else { continue }
      last = facet
      if let known = facets[facet], known <= learntAt { continue }
      facets[facet] = learntAt
      try database.execute(
        sql: """
          INSERT INTO facet (source_id, name, learnt_at) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET learnt_at = excluded.learnt_at
          """,
        arguments: [sourceID, facet.stored, learntAt.milliseconds]
      )
    }
  }

  /// Of two moments at which a reply was learnt the first counts.
  private mutating func lower(_ reply: Int64, to learntAt: Timestamp) throws {
    try database.execute(
      sql: "UPDATE reply SET lag = ? - observed_at WHERE id = ? AND learnt_at > ?",
      arguments: [learntAt.milliseconds, reply, learntAt.milliseconds]
    )
    if database.changesCount > 0 { try segments.lower(reply, to: learntAt) }
  }
}
