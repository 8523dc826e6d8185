import ArgumentParser
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
    try store.backUp(to: file)
    guard !shared.quiet else { return }
    try Console.standard.output("\(file): a copy of \(store.path)")
  }
}
