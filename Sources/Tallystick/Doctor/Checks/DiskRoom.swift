import Foundation

/// What a disk has room for.
struct DiskRoom: Hashable, Sendable {
  /// The bytes that this user may still write.
  var bytes: Int64
  /// The files that this user may still make; nil where the disk does not count them.
  var files: Int64?

  /// Creates a disk's room.
  init(bytes: Int64, files: Int64?) {
    self.bytes = bytes
    self.files = files
  }

  /// The room on the disk of a folder; nil where it cannot be told.
  init?(at folder: String) {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    bytes = Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    files = status.f_files == 0 ? nil : Int64(clamping: status.f_favail)
  }

  /// The folder of a path, or the nearest one above it that is there.
  static func folder(around path: String) -> String {
    var folder = path.folderOfFile
    while !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      folder = folder.folderOfFile
    }
    return folder.isEmpty ? "." : folder
  }
}
