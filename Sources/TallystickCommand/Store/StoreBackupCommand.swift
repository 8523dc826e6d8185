import ArgumentParser
import Foundation
import Tallystick
import UsageStore

/// `tally store backup`.
struct StoreBackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the store, also while others use it."
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: "The file to write; an older copy of a store is replaced.")
  var file: String

  func run() async throws {
    let store = try shared.openExistingStore()
    try store.backUp(to: file)
    guard !shared.quiet else { return }
    try Console.standard.output("\(file): a copy of \(store.path)")
  }
}
