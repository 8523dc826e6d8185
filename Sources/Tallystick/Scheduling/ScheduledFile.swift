import Foundation

/// The name under which a configuration is scheduled.
public enum ScheduledFile {
  /// The absolute path of a file; symbolic links on the way to its folder are followed.
  ///
  /// So a folder has one name, however it is reached: what is installed for it is found again.
  public static func path(of file: String) -> String {
    let url = URL(filePath: file).standardizedFileURL
    let folder = url.deletingLastPathComponent().resolvingSymlinksInPath()
    return folder.appending(path: url.lastPathComponent).path(percentEncoded: false)
  }

  /// The absolute path of the running program.
  public static var program: String {
    let link = "/proc/self/exe"
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
  }
}
