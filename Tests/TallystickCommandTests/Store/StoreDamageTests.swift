import Foundation
import ProviderSimulator
import Testing

/// A store that was damaged while no process had it open.
struct StoreDamageTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// Accounts whose store was changed behind the program's back, with the bytes it has now.
  private func damaged(
    _ damage: (inout Data) -> Void
  ) async throws -> (SimulatedAccounts, Data) {
    let accounts = try await SimulatedAccounts.withHistory()
    await accounts.simulator.stop()
    let file = URL(filePath: accounts.folder.path("tallystick.sqlite"))
    #expect(!accounts.folder.has("tallystick.sqlite-wal"), "the store was closed")
    var bytes = try Data(contentsOf: file)
    damage(&bytes)
    try bytes.write(to: file)
    return (accounts, bytes)
  }

  @Test
  func `bytes that were overwritten in the middle are found by verify, which changes nothing`()
    async throws
  {
    let (accounts, bytes) = try await damaged { bytes in
      let middle = bytes.count / 2
      bytes.replaceSubrange(
        middle..<middle + 16_384,
        with: Data(repeating: 0xA5, count: 16_384)
      )
    }
    let verify = try await accounts.tally("store", "verify", "--now", Self.now)
    #expect(verify.status == 6)
    #expect(verify.output == "")
    #expect(verify.messages.contains("damage"))
    let after = FileManager.default.contents(atPath: accounts.folder.path("tallystick.sqlite"))
    #expect(after == bytes)
    // Nothing that is damaged is passed on as a copy.
    let backup = try await accounts.tally("store", "backup", "copy.sqlite", "--now", Self.now)
    #expect(backup.status == 6)
    #expect(!accounts.folder.has("copy.sqlite"))
    #expect(try accounts.files(like: ".part").isEmpty)
  }

  @Test(arguments: [
    ["verify"], ["info"], ["backup", "copy.sqlite"], ["prune", "--older-than", "30"], ["rebuild"],
  ])
  func `a store that was cut off has status 6 and stays as it is`(
    arguments: [String]
  ) async throws {
    let (accounts, bytes) = try await damaged { $0 = $0.prefix($0.count / 2 + 77) }
    let run = try await TallyProcess.run(
      ["store"] + arguments + ["--now", Self.now],
      in: accounts.folder.path
    )
    #expect(run.status == 6)
    #expect(run.output == "")
    #expect(
      run.messages
        == "tallystick.sqlite: the file is damaged or not a store; restore a copy, or name another file in `store:`\n"
    )
    let after = FileManager.default.contents(atPath: accounts.folder.path("tallystick.sqlite"))
    #expect(after == bytes)
  }

  @Test func `a copy restores what was damaged`() async throws {
    let accounts = try await SimulatedAccounts.withHistory()
    await accounts.simulator.stop()
    let before = try await accounts.everything()
    let backup = try await accounts.tally("store", "backup", "copy.sqlite", "--now", Self.now)
    #expect(backup.status == 0)
    try accounts.folder.write("not a store", to: "tallystick.sqlite")
    #expect(try await accounts.tally("usage", "--now", Self.now).status == 6)
    _ = rename(accounts.folder.path("copy.sqlite"), accounts.folder.path("tallystick.sqlite"))
    #expect(try await accounts.everything() == before)
  }
}

extension SimulatedAccounts {
  /// The names of the files in the folder that contain a text.
  func files(like text: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.contains(text) }
  }
}
