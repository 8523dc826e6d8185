import Foundation

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
    let folder = (path as NSString).deletingLastPathComponent
    try makeFolder(folder.isEmpty ? "." : folder)
    let temporary = "\(path).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw OutputError(path, reason()) }
    do throws(OutputError) {
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
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw OutputError(path, errno == 0 ? "the folder cannot be made" : reason())
    }
  }

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
