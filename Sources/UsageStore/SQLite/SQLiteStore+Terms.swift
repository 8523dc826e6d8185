import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps terms with the moment from which they are known.
  @discardableResult
  public func learn(_ terms: KnownTerms) throws(StoreError) -> Bool {
    let content = try StoreError.translating(path) {
      String(decoding: try JSONEncoder.sorted.encode(terms.terms), as: UTF8.self)
    }
    // Looking first keeps a command that only reads from waiting for one that writes.
    guard try read({ try Self.isNews(content, learntAt: terms.learntAt, in: $0) }) else {
      return false
    }
    return try write { database in
      guard try Self.isNews(content, learntAt: terms.learntAt, in: database) else { return false }
      // What holds at the end of a moment is what was known at it.
      try database.execute(
        sql: "INSERT OR REPLACE INTO terms (learnt_at, content) VALUES (?, ?)",
        arguments: [terms.learntAt.milliseconds, content]
      )
      return true
    }
  }

  /// The terms that were known at a moment.
  public func terms(asOf moment: Timestamp) throws(StoreError) -> Terms {
    try read { database in try Self.terms(asOf: moment, in: database) }
  }

  /// The terms that were known at a moment.
  static func terms(asOf moment: Timestamp, in database: Database) throws -> Terms {
    let content = try String.fetchOne(
      database,
      sql: "SELECT content FROM terms WHERE learnt_at <= ? ORDER BY learnt_at DESC LIMIT 1",
      arguments: [moment.milliseconds]
    )
    return try content.map { try JSONDecoder().decode(Terms.self, from: Data($0.utf8)) } ?? Terms()
  }

  private static func isNews(
    _ content: String,
    learntAt moment: Timestamp,
    in database: Database
  ) throws -> Bool {
    let newest = try Row.fetchOne(
      database,
      sql: "SELECT learnt_at, content FROM terms ORDER BY learnt_at DESC LIMIT 1"
    )
    guard let newest else { return true }
    return moment.milliseconds >= newest[0] && content != newest[1]
  }
}
