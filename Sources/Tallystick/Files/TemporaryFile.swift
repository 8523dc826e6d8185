import Foundation
import Synchronization

/// The file that holds new content until it is whole and takes the place of the old.
///
/// Its process holds a lock on it. The kernel gives that up when the process ends, however it does: so a temporary
/// file that can be locked is nobody's, also where another machine or container shares the folder.
struct TemporaryFile {
  /// Where it is, beside the file that it is for.
  let path: String
  /// Open for writing; closing it gives up the lock.
  let descriptor: Int32

  private static let number = Atomic<Int>(0)

  /// Makes the temporary file for another file.
  init(for target: String) throws(OutputError) {
    while true {
      let count = Self.number.add(1, ordering: .relaxed).newValue
      let path = "\(target).tally-\(getpid())-\(count).tmp"
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      // It is that of a process with the same number, in another container or before this one.
      if file < 0, errno == EEXIST { continue }
      guard file >= 0 else { throw OutputError(target, OutputError.reason) }
      // Where the file system has no locks, nothing is ever taken for abandoned.
      _ = flock(file, LOCK_EX)
      var status = stat()
      if fstat(file, &status) == 0, status.st_nlink > 0 {
        self.path = path
        descriptor = file
        return
      }
      // It was taken for abandoned before it was locked.
      close(file)
    }
  }

  /// Removes what processes left that were killed while they wrote.
  static func removeAbandoned(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasSuffix(".tmp") {
      guard name.wholeMatch(of: #/.+\.tally-[0-9]+-[0-9]+\.tmp/#) != nil else { continue }
      let path = "\(folder)/\(name)"
      let file = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(file)
    }
  }
}
