import ArgumentParser
import Foundation
import Tallystick
import UsageStore

/// `tally store backup`.
struct StoreBackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the store, also while others use it.",
    discussion: """
      The copy is a whole store in one file, and is checked before it takes its name. To restore it, remove the files \
      of the store's name that end in -wal and -shm, and move the copy to the store's place, while no command runs.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(
    help: "The file to write, relative to the current folder; an older copy there is replaced."
  )
  var file: String

  func validate() throws {
    if file.isEmpty { throw ValidationError("Name the file to write.") }
  }

  func run() async throws {
    let store = try shared.openExistingStoreForReading()
    try checkPlace()
    try store.backUp(to: file)
    guard !shared.quiet else { return }
    try Console.standard.output("\(file): a copy of \(store.path)")
  }

  /// Refuses a folder in the place of the file, or no folder around it.
  private func checkPlace() throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
      throw CommandFailure(.output, "\(file): this is a folder; name a file in it")
    }
    let folder = URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw CommandFailure(.output, "\(file): cannot be written: there is no such folder")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CommandFailure(.output, "\(file): cannot be written: permission denied")
    }
  }
}
