import Foundation
import Synchronization

/// Files that are never half-written.
public enum AtomicFile {
  /// Writes a file through a temporary one in the same folder, which is synced and renamed.
  ///
  /// - Returns: Whether the content differs from what the file had.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) -> Bool {
    if let old = FileManager.default.contents(atPath: path), old.elementsEqual(bytes) {
      return false
    }
    let folder = path.folderOfFile
    try makeFolder(folder.isEmpty ? "." : folder)
    // The number keeps two writers in one process apart.
    let temporary = "\(path).\(getpid())-\(number.add(1, ordering: .relaxed).newValue).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw OutputError(path, reason()) }
    do throws(OutputError) {
      // Who made a report private wants the next one to be private too.
      var old = stat()
      if stat(path, &old) == 0 { fchmod(file, old.st_mode & 0o777) }
      try writeAll(bytes, to: file, path)
      guard fsync(file) == 0 else { throw OutputError(path, reason()) }
    } catch {
      close(file)
      unlink(temporary)
      throw error
    }
    guard close(file) == 0, rename(temporary, path) == 0 else {
      let reason = reason()
      unlink(temporary)
      throw OutputError(path, reason)
    }
    return true
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String) throws(OutputError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError(path, "not a directory") }
      return
    }
    let above = path.folderOfFile
    if !above.isEmpty { try makeFolder(above) }
    // Another process may have made it in the meantime.
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw OutputError(path, reason()) }
  }

  private static let number = Atomic<Int>(0)

  private static func writeAll(
    _ bytes: [UInt8],
    to file: Int32,
    _ path: String
  ) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw OutputError(path, reason()) }
      rest = rest.dropFirst(count)
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
