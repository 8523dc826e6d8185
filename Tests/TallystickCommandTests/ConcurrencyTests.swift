import Foundation
import ProviderSimulator
import TestSupport
import Testing
import UsageModel

/// Many processes at once on one store.
struct ConcurrencyTests {
  private static let moments = (0..<10).map { "2026-11-1\($0)T06:00:00Z" }

  /// Without past months of Notte, which every fetch reads that finds none.
  private static func withoutPast(_ text: String) -> String {
    text.replacing(
      "\n    provider: notte\n",
      with: "\n    provider: notte\n    backfill_months: 0\n"
    )
  }

  /// A hundred command lines in an order of no meaning: six of each fetch, and forty that read.
  private static var commandLines: [[String]] {
    var lines: [[String]] = []
    for (index, now) in moments.enumerated() {
      let options = ["--config", "at-\(index).yaml", "--now", now]
      lines += Array(repeating: ["fetch"] + options, count: 6)
      lines += Array(repeating: ["usage", "--json"] + options, count: 4)
    }
    var numbers = SeededGenerator(seed: 21)
    return lines.shuffled(using: &numbers)
  }

  /// Runs a command; again as long as it says that the store is busy, which it may on a busy machine.
  private static func run(_ arguments: [String], in folder: String) async throws -> TallyProcess {
    var run = try await TallyProcess.run(arguments, in: folder)
    for _ in 0..<20 where run.status == 75 {
      #expect(
        run.messages
          == "tallystick.sqlite: another process is writing to the store; try again later\n"
      )
      run = try await TallyProcess.run(arguments, in: folder)
    }
    return run
  }

  @Test func `a hundred runs, twelve at once, keep each fetch once`() async throws {
    let accounts = try await SimulatedAccounts.make(
      at: Self.moments[0],
      editing: Self.withoutPast
    )
    let ordered = try await SimulatedAccounts.make(at: Self.moments[0], editing: Self.withoutPast)
    let text = try accounts.folder.text(of: "tallystick.yaml")
    let address = "127.0.0.1:\(await accounts.simulator.port)/"
    var simulators = [accounts.simulator, ordered.simulator]
    for (index, now) in Self.moments.enumerated() {
      let moment = try #require(Timestamp(rfc3339: now))
      let simulator = ProviderSimulator(now: moment)
      try await simulator.start()
      simulators.append(simulator)
      let own = text.replacing(address, with: "127.0.0.1:\(await simulator.port)/")
      try accounts.folder.write(own, to: "at-\(index).yaml")
      // The same fetches one after the other, to compare with.
      await ordered.simulator.setNow(moment)
      let fetch = try await ordered.tally("fetch", "--now", now)
      #expect(fetch.status == 0, "\(fetch.messages)")
    }

    let folder = accounts.folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, line) in Self.commandLines.enumerated() {
        if index >= 12 { try await group.next() }
        group.addTask {
          let run = try await Self.run(line, in: folder)
          #expect(run.status == 0, "\(line): \(run.messages)")
          guard line[0] == "usage", run.status == 0 else { return }
          _ = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        }
      }
      try await group.waitForAll()
    }

    let expected = try await ordered.verified()
    #expect(expected.sources.map(\.source) == ProviderSimulator.credentials.keys.sorted())
    #expect(expected["shoal"]?.replies == Self.moments.count)
    #expect(try await accounts.verified() == expected)
    let last = try #require(Self.moments.last)
    #expect(try await accounts.usage(at: last) == ordered.usage(at: last))
    for simulator in simulators { await simulator.stop() }
  }
}
