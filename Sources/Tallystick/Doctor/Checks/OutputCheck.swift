import Foundation

/// Whether reports can be written: made beside their place, and moved there.
struct OutputCheck: DoctorCheck {
  let name = "output"
  /// The folder of the reports.
  let folder: String

  func findings() async -> [DoctorFinding] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      let above = DiskRoom.folder(around: folder)
      guard access(above, W_OK | X_OK) != 0 else { return [] }
      return [problem(above, "\(folder): the folder cannot be made: \(OutputError.reason)")]
    }
    guard isFolder.boolValue else {
      let text = "\(folder): this is a file; name a folder in `output:`"
      return [DoctorFinding(.fault, text)]
    }
    do {
      let name = "\(folder)/.tally-doctor"
      let file = try TemporaryFile(for: name)
      defer { close(file.descriptor) }
      guard rename(file.path, name) == 0 else {
        let reason = OutputError.reason
        unlink(file.path)
        return [problem(folder, "\(folder): no file can be moved here: \(reason)")]
      }
      unlink(name)
      return []
    } catch {
      return [problem(folder, error.description)]
    }
  }

  private func problem(_ place: String, _ text: String) -> DoctorFinding {
    let path = ShellWord.quoted(place)
    let isWritable = access(place, W_OK | X_OK) == 0
    let mend =
      switch errno {
      case _ where isWritable: "df -h \(path)"
      case EROFS: "mount -o remount,rw $(findmnt -n -o TARGET --target \(path))"
      default: "chown -R \(geteuid()) \(path)"
      }
    return DoctorFinding(.fault, text, mend: mend)
  }
}
