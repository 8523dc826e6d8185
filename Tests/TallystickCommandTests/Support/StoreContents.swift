import Foundation
import Testing

/// What `tally store info` tells of a store, by source.
struct StoreContents: Equatable, Decodable {
  /// What it tells of a source; the bytes are left out, which depend on the order of the sources.
  struct Source: Equatable, Decodable {
    var source: String
    var replies: Int
    var pruned: Int
    var windows: Int
    var counters: Int
    var firstObserved: String?
    var lastObserved: String?
  }

  /// The sources, by name.
  var sources: [Source]

  /// What is known of a source; nil where nothing is.
  subscript(_ name: String) -> Source? { sources.first { $0.source == name } }
}

extension SimulatedAccounts {
  /// The store's name in the working folder.
  static let store = "tallystick.sqlite"

  /// What the store holds, once `tally store verify` has found it whole.
  func verified(_ options: String...) async throws -> StoreContents {
    let verify = try await TallyProcess.run(["store", "verify"] + options, in: folder.path)
    #expect(verify.status == 0, "\(verify.messages)")
    #expect(verify.messages == "")
    return try await contents(options)
  }

  /// What the store holds.
  func contents(_ options: [String] = []) async throws -> StoreContents {
    let info = try await TallyProcess.run(["store", "info", "--json"] + options, in: folder.path)
    #expect(info.status == 0, "\(info.messages)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(StoreContents.self, from: Data(info.output.utf8))
  }

  /// All that is stored of a month, as one text.
  func usage(at now: String) async throws -> String {
    let run = try await tally(
      "usage",
      "--by",
      "day,source,app,service,meter,charge,quality",
      "--json",
      "--now",
      now
    )
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages == "")
    return run.output
  }

  /// Removes the store and what SQLite keeps beside it.
  func removeStore() {
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.path(Self.store + ending))
    }
  }
}
