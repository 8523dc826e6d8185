import GRDB
public import UsageModel

extension SQLiteStore {
  /// How long it is remembered who was told what, in milliseconds: 400 days.
  private static let memory: Int64 = 400 * 86_400_000

  /// Whether a receiver has taken a message.
  public func delivered(_ id: String, to target: String) throws(StoreError) -> Bool {
    try read { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM delivery WHERE id = ? AND target = ?)",
        arguments: [id.stored, target]
      ) ?? false
    }
  }

  /// The messages that somebody has not taken yet, as they were written, in their order.
  public func pendingMessages() throws(StoreError) -> [String] {
    try read { database in
      try String.fetchAll(database, sql: "SELECT content FROM pending_message ORDER BY place")
    }
  }

  /// Replaces the messages that somebody has not taken yet.
  public func keepPending(_ messages: [String]) throws(StoreError) {
    guard try pendingMessages() != messages else { return }
    try write { database in
      try database.execute(sql: "DELETE FROM pending_message")
      for (place, message) in messages.suffix(Self.mostPending).enumerated() {
        try database.execute(
          sql: "INSERT INTO pending_message (place, content) VALUES (?, ?)",
          arguments: [place, message]
        )
      }
    }
  }

  /// How many messages wait at most for somebody who takes none; the oldest are given up first.
  private static let mostPending = 500

  /// Notes down that a receiver has taken messages, in one transaction.
  public func record(
    _ ids: [String],
    to target: String,
    at moment: Timestamp
  ) throws(StoreError) {
    guard !ids.isEmpty else { return }
    try write { database in
      for id in ids {
        try database.execute(
          sql: "INSERT OR REPLACE INTO delivery (id, target, at) VALUES (?, ?, ?)",
          arguments: [id.stored, target, moment.milliseconds]
        )
      }
      try database.execute(
        sql: "DELETE FROM delivery WHERE at < ?",
        arguments: [moment.milliseconds - Self.memory]
      )
    }
  }
}
