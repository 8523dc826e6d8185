import Foundation
import ProviderSimulator
import Testing

/// `tally store backup`.
struct StoreBackupTests {
  private static let now = "2026-11-21T06:00:00Z"

  @Test func `a copy is a whole store, and takes the place of an older one`() async throws {
    let accounts = try await SimulatedAccounts.make(at: "2026-10-20T06:00:00Z")
    try await accounts.fetch(at: ["2026-10-20T06:00:00Z"])
    for moment in ["2026-10-20T06:00:00Z", Self.now] {
      try await accounts.fetch(at: [moment])
      let backup = try await accounts.tally("store", "backup", "copy.sqlite", "--now", moment)
      #expect(backup.status == 0, "\(backup.messages)")
      #expect(backup.output == "copy.sqlite: a copy of tallystick.sqlite\n")
      #expect(backup.messages == "")
      #expect(try await accounts.everythingOfCopy() == accounts.everything())
    }
    #expect(try accounts.files(like: ".part").isEmpty)
    await accounts.simulator.stop()
  }

  @Test func `a copy that is made while another process fetches is whole`() async throws {
    let accounts = try await SimulatedAccounts.make(at: "2026-10-20T06:00:00Z")
    try await accounts.fetch(at: ["2026-10-20T06:00:00Z"])
    let before = await accounts.simulator.requests(to: "shoal")
    await accounts.simulator.setFault(.slow(by: .seconds(3)), for: "shoal")
    async let fetch = accounts.tally("fetch", "--now", Self.now)
    while await accounts.simulator.requests(to: "shoal") == before { await Task.yield() }
    // The other process has the store open, and keeps what the other sources say meanwhile.
    for _ in 0..<3 {
      let backup = try await accounts.tally("store", "backup", "copy.sqlite", "--now", Self.now)
      #expect(backup.status == 0, "\(backup.messages)")
      let verify = try await accounts.ofCopy("store", "verify")
      #expect(verify.status == 0, "\(verify.messages)")
    }
    #expect(try await fetch.status == 0)
    await accounts.simulator.stop()
  }

  @Test(arguments: [
    ("tallystick.sqlite", "this is the store itself; name another file"),
    ("./tallystick.sqlite", "this is the store itself; name another file"),
    ("link.sqlite", "this is the store itself; name another file"),
    (
      "tallystick.yaml",
      "the file exists and is no store; name another file, or remove it"
    ),
    ("missing/copy.sqlite", "cannot be written: there is no such folder"),
    ("tallystick.yaml/copy.sqlite", "cannot be written: there is no such folder"),
    ("Scripts", "this is a folder; name a file in it"),
  ])
  func `a place that will not do has status 7, and nothing is touched`(
    place: String,
    reason: String
  ) async throws {
    let accounts = try await SimulatedAccounts.make()
    _ = try await accounts.tally("fetch", "shoal", "--now", Self.now)
    await accounts.simulator.stop()
    try FileManager.default.createSymbolicLink(
      atPath: accounts.folder.path("link.sqlite"),
      withDestinationPath: accounts.folder.path("tallystick.sqlite")
    )
    let before = try accounts.files(like: "")
    let usage = try await accounts.everything()
    let backup = try await accounts.tally("store", "backup", place, "--now", Self.now)
    #expect(backup.status == 7)
    #expect(backup.messages == "\(place): \(reason)\n")
    #expect(backup.output == "")
    #expect(try accounts.files(like: "") == before)
    #expect(try await accounts.everything() == usage)
  }
}

extension SimulatedAccounts {
  /// Runs a command on the store's copy.
  fileprivate func ofCopy(_ arguments: String...) async throws -> TallyProcess {
    let text = try folder.text(of: "tallystick.yaml")
      .replacing("store: tallystick.sqlite", with: "store: copy.sqlite")
    try folder.write(text, to: "copy.yaml")
    return try await TallyProcess.run(
      arguments + ["--config", "copy.yaml", "--now", "2026-11-21T06:00:00Z"],
      in: folder.path
    )
  }

  /// What ``everything(asOf:)`` says, told by the copy.
  fileprivate func everythingOfCopy() async throws -> String {
    let usage = try await ofCopy(
      "usage",
      "--by",
      "day,source,app,service,charge",
      "--json",
      "--period",
      "2026",
      "--as-of",
      "2026-11-21T06:00:00Z"
    )
    let allowances = try await ofCopy("allowances", "--json", "--as-of", "2026-11-21T06:00:00Z")
    return usage.output + allowances.output
  }
}
