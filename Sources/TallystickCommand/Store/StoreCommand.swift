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
    try configurationOfExistingStore().openStore(at: moment)
  }

  /// Opens that store for what changes nothing of its usage, so that one that cannot be written will do.
  func openExistingStoreForReading() throws -> SQLiteStore {
    let configuration = try configurationOfExistingStore()
    guard let store = try configuration.openStoreForReading(at: moment) as? SQLiteStore else {
      throw Self.missing(configuration)
    }
    return store
  }

  /// The configuration; an error where there is no store.
  func configurationOfExistingStore() throws -> Configuration {
    let configuration = try loadConfiguration()
    guard FileManager.default.fileExists(atPath: configuration.store) else {
      throw Self.missing(configuration)
    }
    return configuration
  }

  private static func missing(_ configuration: Configuration) -> CommandFailure {
    CommandFailure(.store, "\(configuration.store): there is no store yet; `tally fetch` makes it")
  }
}
