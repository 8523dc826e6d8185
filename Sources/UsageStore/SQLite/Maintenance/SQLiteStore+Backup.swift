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
    try Self.checkPlace(of: copy)
    try Self.check(copy, isNot: path)
    let temporary = "\(copy).\(UUID().uuidString).part"
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try write(to: temporary, as: copy)
    // Whoever may not read the store may not read its copy.
    var status = stat()
    guard stat(path, &status) == 0, chmod(temporary, status.st_mode & 0o777) == 0 else {
      throw Self.cannotWrite(copy)
    }
    try Self.sync(temporary, as: copy)
    try Self.checkLog(of: copy)
    guard rename(temporary, copy) == 0 else { throw Self.cannotWrite(copy) }
    try? Self.sync(Self.folder(of: copy), as: copy)
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

  /// Refuses a folder in the place of the file, or no folder around it.
  private static func checkPlace(of copy: String) throws(StoreError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: copy, isDirectory: &isFolder), isFolder.boolValue {
      throw StoreError(.unwritable, "\(copy): this is a folder; name a file in it")
    }
    let folder = folder(of: copy)
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw StoreError(.unwritable, "\(copy): cannot be written: there is no such folder")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw StoreError(.unwritable, "\(copy): cannot be written: permission denied")
    }
  }

  private static func folder(of copy: String) -> String {
    URL(filePath: copy).deletingLastPathComponent().path(percentEncoded: false)
  }

  /// Refuses to replace the store itself, a file that is no store, or a store that is in use.
  private static func check(_ copy: String, isNot path: String) throws(StoreError) {
    let files = [copy, path].map { URL(filePath: $0).resolvingSymlinksInPath().standardizedFileURL }
    guard files[0] != files[1] else {
      throw StoreError(.unwritable, "\(copy): this is the store itself; name another file")
    }
    try checkLog(of: copy)
    guard FileManager.default.fileExists(atPath: copy) else { return }
    do {
      _ = try SQLiteStore(unused: copy).info()
    } catch {
      throw StoreError(
        .unwritable,
        "\(copy): the file exists and is no store; name another file, or remove it"
      )
    }
  }

  /// Refuses a place beside which the log of another file lies: SQLite would take it for one of the copy.
  private static func checkLog(of copy: String) throws(StoreError) {
    let files = ["-wal", "-shm"].map { copy + $0 }
    guard let file = files.first(where: FileManager.default.fileExists(atPath:)) else { return }
    throw StoreError(
      .unwritable,
      "\(copy): a store of this name is in use, or was not closed well (\(file)); name another file"
    )
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
