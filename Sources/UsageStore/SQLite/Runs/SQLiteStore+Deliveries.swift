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
