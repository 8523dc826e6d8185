import Foundation
import ProviderSimulator
import TestSupport
import Testing
import UsageModel

/// A process that is killed at any moment, or that cannot write on, leaves a store that is whole.
///
/// The moments are spread over the time that a run took which was not killed, so that they are inside it on a slow
/// machine and on a fast one.
struct CrashTests {
  private static let name = SimulatedAccounts.store
  private static let failure =
    "\(name): the disk cannot be read or written (disk I/O error); check it and its quota\n"
  private static let moments = (1...7).map { "2026-11-0\($0)T06:00:00Z" }

  /// Accounts in which every run ends, and the same ones in which runs are killed.
  private struct Pair {
    let whole: SimulatedAccounts
    let killed: SimulatedAccounts

    static func make() async throws -> Pair {
      let pair = Pair(whole: try await .make(), killed: try await .make())
      try await pair.setNow(CrashTests.moments[0])
      return pair
    }

    func setNow(_ now: String) async throws {
      let moment = try #require(Timestamp(rfc3339: now))
      for accounts in [whole, killed] { await accounts.simulator.setNow(moment) }
    }

    func stop() async {
      for accounts in [whole, killed] { await accounts.simulator.stop() }
    }
  }

  /// Runs the command, which has to succeed, and tells how long it took.
  @discardableResult
  private func time(_ arguments: [String], in accounts: SimulatedAccounts) async throws -> Duration
  {
    let start = ContinuousClock.now
    let run = try await TallyProcess.run(arguments, in: accounts.folder.path)
    #expect(run.status == 0, "\(run.messages)")
    return ContinuousClock.now - start
  }

  /// So many places in a file of a size, in blocks; all behind what a connection needs before it can begin.
  private static func writes(_ count: Int, within size: Int) -> [Int] {
    let first = 72
    return (0..<count).map { first + (size / 512 - first) * $0 / count }
  }

  /// Runs the command until its interruption; whether it came before the end.
  private func isInterrupted(
    _ arguments: [String],
    in accounts: SimulatedAccounts,
    by interruption: StartedTally.Interruption
  ) async throws -> Bool {
    let run = try await StartedTally.run(arguments, in: accounts.folder.path, until: interruption)
    switch (interruption, run.status) {
    case (.kill, SIGKILL): return true
    case (.failure, 6):
      #expect(run.messages == Self.failure)
      return true
    case (.failure, 7):
      #expect(run.messages == "copy.sqlite: the copy cannot be written: disk I/O error\n")
      return true
    default:
      // It was faster, or did without what failed.
      #expect(run.status == 0, "\(run.messages)")
      return false
    }
  }

  /// Looks through a store after a kill: of each source there is what was before the fetch, or all after it.
  private func expectWhole(
    _ accounts: SimulatedAccounts,
    between before: StoreContents,
    and after: StoreContents
  ) async throws {
    // A run may be killed before it has made anything.
    guard accounts.folder.has(Self.name) else { return }
    let found = try await accounts.verified()
    for source in ProviderSimulator.credentials.keys {
      let isWhole = found[source] == before[source] || found[source] == after[source]
      #expect(isWhole, "\(source): \(String(describing: found[source]))")
    }
  }

  @Test(arguments: [true, false])
  func
    `the first fetch keeps whole sources when it is killed or cannot write, and the next one the rest`(
      isKilled: Bool
    ) async throws
  {
    let pair = try await Pair.make()
    let fetch = ["fetch", "--now", Self.moments[0]]
    let duration = try await time(fetch, in: pair.whole)
    let after = try await pair.whole.verified()
    #expect(after["notte"]?.replies == 13, "the running month and the twelve before it")
    let usage = try await pair.whole.usage(at: Self.moments[0])
    var numbers = SeededGenerator(seed: 11)
    let size = try pair.whole.folder.contents(of: ".")[Self.name]?.count ?? 0
    let interruptions: [StartedTally.Interruption] =
      isKilled
      ? numbers.moments(12, within: duration).map { .kill(after: $0) }
      : Self.writes(6, within: size).map { .failure(beyond: $0) }
    var count = 0
    for (index, interruption) in interruptions.enumerated() {
      pair.killed.removeStore()
      if try await isInterrupted(fetch, in: pair.killed, by: interruption) { count += 1 }
      try await expectWhole(pair.killed, between: StoreContents(sources: []), and: after)
      guard index % 3 == 0 else { continue }
      try await time(fetch, in: pair.killed)
      #expect(try await pair.killed.verified() == after)
      #expect(try await pair.killed.usage(at: Self.moments[0]) == usage)
    }
    #expect(count > 0)
    await pair.stop()
  }

  @Test func `killed fetches that are repeated leave what others leave, to the byte`() async throws
  {
    let pair = try await Pair.make()
    var numbers = SeededGenerator(seed: 12)
    var before = StoreContents(sources: [])
    var count = 0
    for (index, now) in Self.moments.enumerated() {
      try await pair.setNow(now)
      let fetch = ["fetch", "--now", now]
      let duration = try await time(fetch, in: pair.whole)
      let after = try await pair.whole.contents()
      #expect(after.sources.allSatisfy { $0.lastObserved == now })
      // Each fetch is killed in two parts of it, and other parts than the one before.
      let parts = numbers.moments(6, within: duration)
      for delay in [parts[index % 3], parts[3 + index % 3]] {
        if try await isInterrupted(fetch, in: pair.killed, by: .kill(after: delay)) { count += 1 }
        try await expectWhole(pair.killed, between: before, and: after)
      }
      try await time(fetch, in: pair.killed)
      #expect(try await pair.killed.verified() == after)
      before = after
    }
    #expect(count > 0)
    let last = try #require(Self.moments.last)
    #expect(try await pair.killed.usage(at: last) == pair.whole.usage(at: last))
    await pair.stop()
  }

  /// A command that works on the whole store, and how it is asked for.
  enum Command: String, CaseIterable {
    case rebuild, prune, backup, usage

    var words: [String] {
      switch self {
      case .rebuild: ["store", "rebuild"]
      case .prune: ["store", "prune", "--before", "2026-11-04"]
      case .backup: ["store", "backup", "copy.sqlite"]
      case .usage: ["usage", "--by", "day,source"]
      }
    }
  }

  @Test(arguments: Command.allCases)
  func `a command that is killed or cannot write has done all of its work or none`(command: Command)
    async throws
  {
    let accounts = try await SimulatedAccounts.make()
    for now in Self.moments.prefix(4) {
      await accounts.simulator.setNow(try #require(Timestamp(rfc3339: now)))
      try await time(["fetch", "--now", now], in: accounts)
    }
    let now = Self.moments[3]
    let before = try await accounts.verified()
    let usage = try await accounts.usage(at: now)
    let store = try Data(contentsOf: URL(filePath: accounts.folder.path(Self.name)))
    try accounts.folder.write(
      try accounts.folder.text(of: "tallystick.yaml").replacing(Self.name, with: "copy.sqlite"),
      to: "copy.yaml"
    )
    let words = command.words + ["--now", now]
    let duration = try await time(words, in: accounts)
    let after = try await accounts.verified()
    #expect((after == before) == (command != .prune))

    var numbers = SeededGenerator(seed: 13)
    let interruptions: [StartedTally.Interruption] =
      numbers.moments(8, within: duration).map { .kill(after: $0) }
      + Self.writes(3, within: store.count).map { .failure(beyond: $0) }
    var count = 0
    for interruption in interruptions {
      accounts.removeStore()
      try store.write(to: URL(filePath: accounts.folder.path(Self.name)))
      if try await isInterrupted(words, in: accounts, by: interruption) { count += 1 }
      let found = try await accounts.verified()
      #expect(found == before || found == after)
      #expect(try await accounts.usage(at: now) == usage)
      guard accounts.folder.has("copy.sqlite") else { continue }
      #expect(try await accounts.verified("--config", "copy.yaml") == before)
      // The next copy is made where there is none.
      try FileManager.default.removeItem(atPath: accounts.folder.path("copy.sqlite"))
    }
    #expect(count > 0)
    try await time(words, in: accounts)
    #expect(try await accounts.verified() == after)
    #expect(try await accounts.usage(at: now) == usage)
    await accounts.simulator.stop()
  }

  /// A fetch that was killed when four sources were stored and the fifth had not yet answered.
  private func interrupted() async throws -> (SimulatedAccounts, StoreContents) {
    let accounts = try await SimulatedAccounts.make()
    await accounts.simulator.setNow(try #require(Timestamp(rfc3339: Self.moments[0])))
    await accounts.simulator.setFault(.slow(by: .seconds(300)), for: "helius")
    let run = try StartedTally(["fetch", "--now", Self.moments[0]], in: accounts.folder.path)
    var contents = StoreContents(sources: [])
    let limit = ContinuousClock.now + .seconds(120)
    while contents.sources.count < 4, ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(50))
      guard accounts.folder.has(Self.name) else { continue }
      contents = try await accounts.verified()
    }
    #expect(contents.sources.map(\.source) == ["cuadra", "notte", "puter", "shoal"])
    run.kill()
    #expect(try await run.wait().status == SIGKILL)
    await accounts.simulator.setFault(nil, for: "helius")
    return (accounts, contents)
  }

  @Test func `what a killed process left in the log beside the store is found`() async throws {
    let (accounts, contents) = try await interrupted()
    let log = try #require(try accounts.folder.contents(of: ".")["\(Self.name)-wal"])
    #expect(log.count > 0)
    #expect(accounts.folder.has("\(Self.name)-shm"))
    #expect(try await accounts.verified() == contents)
    #expect(!accounts.folder.has("\(Self.name)-wal"), "the last to close moves it into the store")
    try await time(["fetch", "--now", Self.moments[0]], in: accounts)
    #expect(try await accounts.verified().sources.count == 5)
    await accounts.simulator.stop()
  }

  @Test func `a store that disappears is made anew, whatever is left beside it`() async throws {
    let (accounts, _) = try await interrupted()
    let whole = try await SimulatedAccounts.make(at: Self.moments[0])
    try await time(["fetch", "--now", Self.moments[0]], in: whole)
    let contents = try await whole.verified()
    try FileManager.default.removeItem(atPath: accounts.folder.path(Self.name))
    #expect(accounts.folder.has("\(Self.name)-wal"))

    let verify = try await accounts.tally("store", "verify")
    #expect(verify.status == 6)
    #expect(verify.messages == "\(Self.name): there is no store yet; `tally fetch` makes it\n")
    let usage = try await accounts.tally("usage", "--now", Self.moments[0])
    #expect(usage.status == 0)
    #expect(
      usage.messages
        == "Nothing is stored for this; `tally fetch` fetches what the platforms tell.\n"
    )
    #expect(!accounts.folder.has(Self.name), "only a fetch makes a store")

    try await time(["fetch", "--now", Self.moments[0]], in: accounts)
    #expect(try await accounts.verified() == contents)
    #expect(
      try await accounts.usage(at: Self.moments[0]) == whole.usage(at: Self.moments[0])
    )
    for simulator in [accounts.simulator, whole.simulator] { await simulator.stop() }
  }
}
