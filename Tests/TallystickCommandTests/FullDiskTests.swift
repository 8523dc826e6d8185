import Foundation
import ProviderSimulator
import Testing
import UsageModel

/// A disk that is full, or that cannot be written, costs no more than what does not fit on it.
struct FullDiskTests {
  /// The moments of two fetches that fit, and of one that does not.
  private static let moments = [19, 20, 21].map { "2026-11-\($0)T06:00:00Z" }
  private static let store = "disk/tallystick.sqlite"
  private static let full =
    "\(store): the disk is full; nothing was lost; make room, and run the command again\n"

  /// Accounts whose store and reports are on a disk of their own.
  private struct Settled {
    let accounts: SimulatedAccounts
    let disk: SmallDisk
    private let stored: [TallyProcess]

    /// Commands that only read.
    private static let reading = [
      ["usage", "--by", "day,source,app,service,meter,charge,quality", "--json"],
      ["store", "verify"], ["store", "info"],
    ]

    init() async throws {
      accounts = try await SimulatedAccounts.make(at: moments[0]) { text in
        text.replacing("store: tallystick.sqlite", with: "store: \(FullDiskTests.store)")
          .replacing("output: Reports", with: "output: disk/Reports")
      }
      disk = try SmallDisk(in: accounts.folder.path, kilobytes: 2048)
      for moment in moments {
        await accounts.simulator.setNow(try #require(Timestamp(rfc3339: moment)))
        guard moment != moments[2] else { continue }
        let fetch = try await disk.tally(["fetch", "--now", moment])
        #expect(fetch.status == 0, "\(fetch.messages)")
      }
      stored = try await Self.read(disk)
    }

    private static func read(_ disk: SmallDisk) async throws -> [TallyProcess] {
      var runs: [TallyProcess] = []
      for words in reading { runs.append(try await disk.tally(words + ["--now", moments[1]])) }
      return runs
    }

    /// Everything that was stored is there and can be read.
    func expectNothingLost() async throws {
      for (before, after) in zip(stored, try await Self.read(disk)) {
        #expect(after.status == 0, "\(after.messages)")
        #expect(after.output == before.output)
        #expect(after.messages == before.messages)
      }
    }
  }

  @Test(.enabled(if: SmallDisk.isAllowed, "this machine lets its user mount no disk of their own"))
  func `what does not fit is not kept, and a fetch succeeds once there is room`() async throws {
    let settled = try await Settled()
    let disk = settled.disk
    // The 32 kilobytes that connections share fit and nothing else does; not even they fit; nothing does.
    for kilobytes in [36, 16, 0] {
      try await disk.fill(leaving: kilobytes)
      let commands = [
        ["fetch"], ["store", "rebuild"], ["store", "prune", "--before", "2026-11-20"],
      ]
      for command in commands {
        let run = try await disk.tally(command + ["--now", Self.moments[2]])
        #expect(run.status == 6)
        #expect(run.messages == Self.full)
        #expect(run.output == "")
        try await settled.expectNothingLost()
      }
    }
    try await disk.empty()
    let fetch = try await disk.tally(["fetch", "--now", Self.moments[2]])
    #expect(fetch.status == 0, "\(fetch.messages)")
    #expect(fetch.messages == "")
    let last = Self.moments[2]
    let usage = try await disk.tally(["usage", "--by", "day,source", "--json", "--now", last])

    let whole = try await SimulatedAccounts.make(at: Self.moments[0])
    for moment in Self.moments {
      await whole.simulator.setNow(try #require(Timestamp(rfc3339: moment)))
      #expect(try await whole.tally("fetch", "--now", moment).status == 0)
    }
    let expected = try await whole.tally("usage", "--by", "day,source", "--json", "--now", last)
    #expect(usage.output == expected.output)
    for simulator in [settled.accounts.simulator, whole.simulator] { await simulator.stop() }
  }

  @Test(.enabled(if: SmallDisk.isAllowed, "this machine lets its user mount no disk of their own"))
  func `a report or a copy that does not fit is not begun, and the old one stays`() async throws {
    let settled = try await Settled()
    let disk = settled.disk
    let folder = settled.accounts.folder
    for words in [["report"], ["store", "backup", "disk/copy.sqlite"]] {
      let run = try await disk.tally(words + ["--now", Self.moments[0]])
      #expect(run.status == 0, "\(run.messages)")
    }
    let text = try folder.text(of: "tallystick.yaml")
    try folder.write(text.replacing(Self.store, with: "disk/copy.sqlite"), to: "copy.yaml")
    let sums =
      "cd disk && find . -type f ! -name ballast ! -name '*-shm' ! -name '*-wal' -exec cksum {} + | sort"
    let before = try await disk.shell(sums)
    #expect(before.contains("2026-11.html") && before.contains("copy.sqlite"))

    // Room for the memory that connections share and a few pages, and none at all.
    for kilobytes in [44, 0] {
      try await disk.fill(leaving: kilobytes)
      let report = try await disk.tally(["report", "--now", Self.moments[1]])
      #expect(report.status == 7)
      #expect(
        report.messages
          == "disk/Reports/spend-by-app/2026-11.html: cannot be written: no space left on device\n"
      )
      for copy in ["disk/copy.sqlite", "disk/new.sqlite"] {
        let backup = try await disk.tally(["store", "backup", copy])
        #expect(backup.status == 7)
        #expect(backup.messages == "\(copy): the disk is full; no copy was made\n")
        #expect(backup.output == "")
      }
      #expect(try await disk.shell(sums) == before)
      let verify = try await disk.tally(["store", "verify", "--config", "copy.yaml"])
      #expect(verify.status == 0, "\(verify.messages)")
      try await settled.expectNothingLost()
    }
    await settled.accounts.simulator.stop()
  }

  @Test(.enabled(if: SmallDisk.isAllowed, "this machine lets its user mount no disk of their own"))
  func `on a disk that cannot be written everything can be read`() async throws {
    let settled = try await Settled()
    let disk = settled.disk
    try await disk.shell("mount -o remount,bind,ro disk")
    try await settled.expectNothingLost()
    for words in [["fetch"], ["store", "rebuild"], ["store", "prune", "--before", "2026-11-20"]] {
      let run = try await disk.tally(words + ["--now", Self.moments[2]])
      #expect(run.status == 6)
      #expect(
        run.messages
          == "\(Self.store): the store cannot be opened; check that its folder exists and can be written\n"
      )
    }
    let report = try await disk.tally(["report", "--now", Self.moments[1]])
    #expect(report.status == 7)
    #expect(report.messages == "disk/Reports: cannot be written: read-only file system\n")
    let elsewhere = try await disk.tally(["report", "--now", Self.moments[1], "--out", "here"])
    #expect(elsewhere.status == 0, "\(elsewhere.messages)")
    let backup = try await disk.tally(["store", "backup", "copy.sqlite"])
    #expect(backup.status == 0, "\(backup.messages)")
    try await disk.shell("mount -o remount,bind,rw disk")
    let fetch = try await disk.tally(["fetch", "--now", Self.moments[2]])
    #expect(fetch.status == 0, "\(fetch.messages)")
    await settled.accounts.simulator.stop()
  }

  @Test func `a disk that fails in another way is told apart from a full one`() async throws {
    let accounts = try await SimulatedAccounts.make(at: Self.moments[0])
    // A limit to the size of files stands for a quota: the system's answer is not "no space".
    let fetch = try await StartedTally.run(
      ["fetch", "--now", Self.moments[0]],
      in: accounts.folder.path,
      until: .failure(beyond: 80)
    )
    #expect(fetch.status == 6)
    #expect(
      fetch.messages
        == "tallystick.sqlite: the disk cannot be read or written (disk I/O error); check it and its quota\n"
    )
    let before = try await accounts.verified()
    #expect(before.sources.count < 5)
    let again = try await accounts.tally("fetch", "--now", Self.moments[0])
    #expect(again.status == 0, "\(again.messages)")
    #expect(try await accounts.verified().sources.count == 5)
    await accounts.simulator.stop()
  }
}
