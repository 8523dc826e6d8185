import Foundation
import GRDB
import UsageModel

/// The store in one SQLite file.
public final class SQLiteStore: UsageStore {
  let database: DatabaseQueue

  /// Opens a store, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - patience: How long to wait for another process that is writing, in seconds.
  /// - Throws: When the file is no store, is from a newer version, or cannot be opened.
  public init(path: String, patience: Double = 10) throws(StoreError) {
    database = try StoreError.translating(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.foreignKeysEnabled = true
      configuration.prepareDatabase { database in
        // In WAL mode a crash loses at most the last transactions, and never part of one.
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try SQLiteSchema.migrate(queue, path: path)
      return queue
    }
    self.path = path
  }

  /// Opens a store that is there, without a change to it.
  ///
  /// It has to be of this version already: nothing is brought up to date. Where its folder cannot be written, it
  /// must have been closed well, or another connection has to have it open.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - patience: How long to wait for another process that is writing, in seconds.
  /// - Throws: When the file is no store, or cannot be opened.
  public init(reading path: String, patience: Double = 10) throws(StoreError) {
    database = try StoreError.translating(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.readonly = true
      let isUntouchable = !Self.canWrite(besides: path) && !Self.hasLog(path)
      do {
        return try DatabaseQueue(
          path: isUntouchable ? Self.immutable(path) : path,
          configuration: configuration
        )
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE && !Self.hasLog(path)
      {
        // On a full disk nobody else can change the store.
        return try DatabaseQueue(path: Self.immutable(path), configuration: configuration)
      }
    }
    self.path = path
  }

  /// Opens a store that nobody uses, for a look that leaves no trace.
  init(unused path: String) throws(StoreError) {
    database = try StoreError.translating(path) {
      var configuration = Configuration()
      configuration.readonly = true
      return try DatabaseQueue(path: Self.immutable(path), configuration: configuration)
    }
    self.path = path
  }

  /// Whether files can be made beside a store; where they can, SQLite makes two of them even to read it.
  private static func canWrite(besides path: String) -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    return access(folder, W_OK) == 0
  }

  /// Whether a log waits beside a store, which holds what is not yet moved into the file.
  private static func hasLog(_ path: String) -> Bool {
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (log?[.size] as? NSNumber)?.intValue ?? 0 > 0
  }

  /// The address that tells SQLite to do without these files.
  private static func immutable(_ path: String) -> String {
    URL(filePath: path).absoluteString + "?immutable=1"
  }

  /// The file.
  public let path: String

  deinit {
    // The last connection to close moves the write-ahead log into the file.
    try? database.close()
  }

  /// Runs a transaction that writes.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try StoreError.translating(path) { try database.write(body) }
  }

  /// Runs queries on one state of the store.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try StoreError.translating(path) { try database.read(body) }
  }
}

extension StoreError {
  /// Runs something on the store's file and says in our words what went wrong.
  static func translating<Value>(
    _ path: String,
    _ body: () throws -> Value
  ) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let damage as StoreDamage {
      throw StoreError(
        .unusable,
        "\(path): the store is damaged (\(damage.place)); "
          + "`tally store verify` tells all, then restore a backup"
      )
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    } catch {
      throw StoreError(.unusable, "\(path): the store cannot be used: \(error)")
    }
  }

  /// The file holds something else, or what is left of a store.
  static func noStore(_ path: String) -> StoreError {
    StoreError(
      .unusable,
      "\(path): the file is damaged or not a store; restore a copy, or name another file in `store:`"
    )
  }

  /// Says in our words what SQLite says.
  init(_ error: DatabaseError, path: String) {
    // Without room for the memory that connections share, the disk is as full as without room for a page.
    let isFull = error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
    switch isFull ? .SQLITE_FULL : error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, "\(path): another process is writing to the store; try again later")
    case .SQLITE_FULL:
      self.init(
        .full,
        "\(path): the disk is full; nothing was lost; make room, and run the command again"
      )
    case .SQLITE_IOERR:
      self.init(
        .unusable,
        "\(path): the disk cannot be read or written (\(error.message ?? "I/O error")); check it and its quota"
      )
    case .SQLITE_CANTOPEN:
      self.init(
        .unusable,
        "\(path): the store cannot be opened; check that its folder exists and can be written"
      )
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.unusable, "\(path): the store cannot be written; check its permissions")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self = .noStore(path)
    default:
      self.init(
        .unusable,
        "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
      )
    }
  }
}
