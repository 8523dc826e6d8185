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
    do {
      try write(to: path) { sink in try sink(bytes) }
    } catch let error as OutputError {
      throw error
    } catch {
      throw OutputError(path, "\(error)")
    }
    return true
  }

  /// Writes a file piece by piece, through a temporary one in the same folder, which is synced and renamed.
  ///
  /// What is thrown leaves the file as it was.
  public static func write(
    to path: String,
    _ content: (_ sink: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let path = try destination(of: path)
    let folder = path.folderOfFile.isEmpty ? "." : path.folderOfFile
    try makeFolder(folder)
    let file = try TemporaryFile(for: path)
    do {
      // Who made a report private wants the next one to be private too.
      var old = stat()
      if stat(path, &old) == 0 { fchmod(file.descriptor, old.st_mode & 0o777) }
      try content { try writeAll($0, to: file.descriptor, path) }
      guard fsync(file.descriptor) == 0, rename(file.path, path) == 0 else {
        throw OutputError(path, OutputError.reason)
      }
      close(file.descriptor)
    } catch {
      unlink(file.path)
      close(file.descriptor)
      throw error
    }
  }

  /// The file that a path leads to: behind a link, which stays; a device or a pipe is no file to replace.
  private static func destination(of path: String) throws(OutputError) -> String {
    var info = stat()
    if stat(path, &info) == 0, ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT) {
      throw OutputError(path, "not a regular file")
    }
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFLNK,
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    else { return path }
    let folder = path.folderOfFile
    return target.hasPrefix("/") || folder.isEmpty ? target : "\(folder)/\(target)"
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
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw OutputError(path, OutputError.reason)
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
      guard count > 0 else { throw OutputError(path, OutputError.reason) }
      rest = rest.dropFirst(count)
    }
  }
}
