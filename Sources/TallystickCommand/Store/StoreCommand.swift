import ArgumentParser
import Foundation
import Tallystick
import UsageStore

/// `tally store`.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after the store: what it holds, whether it is whole, copies, and its size.",
    subcommands: [
      StoreInfoCommand.self, StoreVerifyCommand.self, StoreBackupCommand.self,
      StorePruneCommand.self, StoreRebuildCommand.self,
    ]
  )
}

extension SharedOptions {
  /// Opens the store that the configuration names; one that is not there is an error, and is not made.
  func openExistingStore() throws -> SQLiteStore {
    let configuration = try loadConfiguration()
    guard FileManager.default.fileExists(atPath: configuration.store) else {
      throw CommandFailure(
        .store,
        "\(configuration.store): there is no store yet; `tally fetch` makes it"
      )
    }
    return try configuration.openStore(at: moment)
  }
}
