import Foundation
public import UsageModel
public import UsageStore

extension Configuration {
  /// Opens the store, makes it where there is none, and lets it know the terms, new ones from this moment on.
  public func openStore(at now: Timestamp) throws -> SQLiteStore {
    let folder = store.folderOfFile
    if !folder.isEmpty { try AtomicFile.makeFolder(folder) }
    let opened = try SQLiteStore(path: store)
    try opened.learn(KnownTerms(terms, learntAt: Self.notLater(than: now)))
    return opened
  }

  /// The moment at which terms count as learnt: that of the clock, where the one to take for it is yet to come.
  ///
  /// Terms enter the store in order, so one look into the future would keep out all that come before it.
  private static func notLater(than now: Timestamp) -> Timestamp { min(now, Timestamp(Date())) }

  /// Opens the store for reading; one that was never fetched into is empty, and is not made.
  ///
  /// Where it can be written, it gets to know the terms, new ones from this moment on. Reading never fails because
  /// it cannot.
  public func openStoreForReading(at now: Timestamp) throws -> any UsageStore {
    try openStoreForReading(at: now, canWrite: FileManager.default.isWritableFile(atPath:))
  }

  /// Opens the store for reading.
  ///
  /// `canWrite` tells whether this process may write to a file, or make files in a folder. `patience` is how long to
  /// wait for another process that is writing, in seconds.
  func openStoreForReading(
    at now: Timestamp,
    canWrite: (String) -> Bool,
    patience: Double = 10
  ) throws -> any UsageStore {
    guard FileManager.default.fileExists(atPath: store) else { return MemoryStore() }
    let folder = store.folderOfFile
    // SQLite makes files of its own beside a store that it writes.
    guard canWrite(store), canWrite(folder.isEmpty ? "." : folder) else {
      return try SQLiteStore(reading: store, patience: patience)
    }
    let opened: SQLiteStore
    do {
      opened = try SQLiteStore(path: store, patience: patience)
    } catch  where error.code == .full {
      return try SQLiteStore(reading: store, patience: patience)
    }
    // Where it cannot, since another process writes for long, say, this command has the terms anyway, and the next
    // one tells the store.
    _ = try? opened.learn(KnownTerms(terms, learntAt: Self.notLater(than: now)))
    return opened
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
