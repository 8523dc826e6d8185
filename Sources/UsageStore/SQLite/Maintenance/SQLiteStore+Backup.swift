import Foundation
import GRDB

extension SQLiteStore {
  /// Writes a copy of the store as it is at one moment, while others may use the store.
  ///
  /// The copy is written beside its place, checked, and then moved there: a file of that name is replaced by a
  /// whole copy or not at all.
  ///
  /// - Throws: When the copy cannot be written, or `copy` is a file that is no store.
  public func backUp(to copy: String) throws(StoreError) {
    try Self.check(copy, isNot: path)
    let temporary = "\(copy).\(UUID().uuidString).part"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try write(to: temporary, as: copy)
    try Self.sync(temporary, as: copy)
    guard rename(temporary, copy) == 0 else { throw Self.cannotWrite(copy) }
  }

  /// Writes the copy under another name, and looks whether it is whole.
  private func write(to temporary: String, as copy: String) throws(StoreError) {
    do {
      // It runs outside a transaction, and reads the state at which it begins.
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [temporary])
      }
      let problems = try DatabaseQueue(path: temporary).read { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check")
      }
      guard problems == ["ok"] else { throw StoreError.noStore(path) }
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw StoreError.noStore(path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw StoreError(error, path: path)
      case .SQLITE_FULL:
        throw StoreError(.unwritable, "\(copy): the disk is full; no copy was made")
      default:
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        throw StoreError(.unwritable, "\(copy): the copy cannot be written: \(reason)")
      }
    } catch {
      throw StoreError(.unwritable, "\(copy): the copy cannot be written: \(error)")
    }
  }

  /// Refuses to replace the store itself, a file that is no store, or a store that is in use.
  private static func check(_ copy: String, isNot path: String) throws(StoreError) {
    guard FileManager.default.fileExists(atPath: copy) else { return }
    let files = [copy, path].map { URL(filePath: $0).resolvingSymlinksInPath().standardizedFileURL }
    guard files[0] != files[1] else {
      throw StoreError(.unwritable, "\(copy): this is the store itself; name another file")
    }
    // The log of the old file would be taken for one of the new.
    if let log = try? FileManager.default.attributesOfItem(atPath: copy + "-wal"),
      (log[.size] as? NSNumber)?.intValue ?? 0 > 0
    {
      throw StoreError(
        .unwritable,
        "\(copy): this store is in use, or was not closed well; name another file"
      )
    }
    do {
      _ = try SQLiteStore(reading: copy).info()
    } catch {
      throw StoreError(
        .unwritable,
        "\(copy): the file exists and is no store; name another file, or remove it"
      )
    }
  }

  private static func sync(_ file: String, as copy: String) throws(StoreError) {
    let descriptor = open(file, O_RDONLY)
    guard descriptor >= 0 else { throw cannotWrite(copy) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw cannotWrite(copy) }
  }

  private static func cannotWrite(_ copy: String) -> StoreError {
    StoreError(.unwritable, "\(copy): cannot be written: \(String(cString: strerror(errno)))")
  }
}
