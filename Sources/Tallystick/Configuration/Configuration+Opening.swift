import Foundation
public import UsageStore

extension Configuration {
  /// Opens the store, and makes it where there is none.
  public func openStore() throws -> SQLiteStore {
    let folder = store.folderOfFile
    if !folder.isEmpty { try AtomicFile.makeFolder(folder) }
    return try SQLiteStore(path: store)
  }

  /// Opens the store for reading; one that was never fetched into is empty, and is not made.
  public func openStoreForReading() throws -> any UsageStore {
    FileManager.default.fileExists(atPath: store) ? try openStore() : MemoryStore()
  }

  /// The secrets that the sources refer to.
  public var vault: SecretVault {
    SecretVault(
      environment: ProcessInfo.processInfo.environment,
      environmentFile: environmentFile
    )
  }

  /// The reports to render: those of the file, else every script in `Scripts/`.
  public var allReports: [Report] {
    guard reports.isEmpty else { return reports }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("Scripts"))) ?? []
    return names.filter { $0.hasSuffix(".lua") && !$0.hasSuffix("_test.lua") }.sorted()
      .map { Report(script: "Scripts/\($0)") }
  }
}
