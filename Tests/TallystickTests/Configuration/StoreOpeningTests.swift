import Foundation
import Testing
import UsageModel

@testable import Tallystick
@testable import UsageStore

/// Which terms the store knows from when on, and what opening it changes.
@Suite struct StoreOpeningTests {
  private static let now = Simulation.now

  private func configuration(_ rate: String, in folder: String) throws -> Configuration {
    try Configuration.read(
      "store: data/x.sqlite\nrates:\n  - { unit: EUR, price: \(rate) USD, since: 2026-01-01 }",
      file: "\(folder)/t.yaml"
    )
  }

  private func price(in store: any UsageStore, _ seconds: Int64) throws -> String? {
    let terms = try store.terms(asOf: Self.now.advanced(bySeconds: seconds))
    return terms.rates.first?.price.description
  }

  @Test func `a store knows the terms from the moment at which it was opened with them`()
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      let first = try configuration("1", in: folder)
      _ = try first.openStore(at: Self.now)
      _ = try first.openStore(at: Self.now.advanced(bySeconds: 50))
      let second = try configuration("2", in: folder)
      _ = try second.openStoreForReading(at: Self.now.advanced(bySeconds: 100))
      // The clock may be set back: what was known at a moment stays what it was.
      let store = try configuration("3", in: folder)
        .openStoreForReading(at: Self.now.advanced(bySeconds: 99))
      #expect(try price(in: store, -1) == nil)
      #expect(try price(in: store, 0) == "1 USD")
      #expect(try price(in: store, 99) == "1 USD")
      #expect(try price(in: store, 100) == "2 USD")
      #expect(try price(in: store, 1_000_000) == "2 USD")
    }
  }

  @Test func `reading makes no store where there is none`() async throws {
    try await withTemporaryFolder { folder async throws in
      let store = try configuration("1", in: folder).openStoreForReading(at: Self.now)
      #expect(try store.sources(asOf: Self.now).isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test(arguments: ["data/x.sqlite", "data"])
  func `a store that cannot be written is read, and learns nothing`(kept: String) async throws {
    try await withTemporaryFolder { folder async throws in
      _ = try configuration("1", in: folder).openStore(at: Self.now)
      let store = try configuration("2", in: folder).openStoreForReading(
        at: Self.now.advanced(bySeconds: 100),
        canWrite: { $0 != "\(folder)/\(kept)" }
      )
      #expect(try price(in: store, 100) == "1 USD")
      #expect(throws: StoreError.self) {
        try store.learn(KnownTerms(Terms(), learntAt: Self.now.advanced(bySeconds: 200)))
      }
    }
  }

  // Root may write everywhere.
  @Test(.enabled(if: geteuid() != 0), arguments: ["data/x.sqlite", "data"])
  func `a store without permission to write is read`(kept: String) async throws {
    try await withTemporaryFolder { folder async throws in
      let writer = try configuration("1", in: folder).openStore(at: Self.now)
      defer { withExtendedLifetime(writer) {} }
      let path = "\(folder)/\(kept)"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
      let store = try configuration("2", in: folder)
        .openStoreForReading(at: Self.now.advanced(bySeconds: 100))
      #expect(try price(in: store, 100) == "1 USD")
      try FileManager.default.setAttributes([.posixPermissions: mode as Any], ofItemAtPath: path)
    }
  }

  @Test func `reading does not fail while another process writes for long`() async throws {
    try await withTemporaryFolder { folder async throws in
      let writer = try configuration("1", in: folder).openStore(at: Self.now)
      let second = try configuration("2", in: folder)
      let later = Self.now.advanced(bySeconds: 100)
      let during = try writer.write { _ in
        let store = try second.openStoreForReading(at: later, canWrite: { _ in true }, patience: 0)
        return try price(in: store, 100)
      }
      #expect(during == "1 USD")
      // The next command is the one that tells the store.
      #expect(try price(in: try second.openStoreForReading(at: later), 100) == "2 USD")
    }
  }

  @Test func `a store that is none is an error also for reading`() async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration("1", in: folder)
      try write("no store at all, but long enough to be read", to: configuration.store)
      for canWrite in [true, false] {
        let error = #expect(throws: StoreError.self) {
          let store = try configuration.openStoreForReading(
            at: Self.now,
            canWrite: { _ in canWrite }
          )
          _ = try store.sources(asOf: Self.now)
        }
        #expect(error?.code == .unusable)
      }
    }
  }
}
