import Foundation
import UsageModel
import UsageStore

/// The stores that must behave alike.
enum Backend: CaseIterable {
  case memory, sqlite

  /// Runs a test with an empty store.
  func withStore<Value>(_ test: (any UsageStore) throws -> Value) throws -> Value {
    switch self {
    case .memory: return try test(MemoryStore())
    case .sqlite:
      return try TemporaryFolder.with { folder in
        try test(SQLiteStore(path: folder.path(of: "usage.sqlite")))
      }
    }
  }
}

/// A fresh folder that is gone after the test.
struct TemporaryFolder {
  let url: URL

  static func with<Value>(_ test: (TemporaryFolder) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "tally-store-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try test(TemporaryFolder(url: url))
  }

  func path(of name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}
