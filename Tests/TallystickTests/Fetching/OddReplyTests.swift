import ProviderSimulator
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// Replies that are late, packed, new, or at odds with what was said before, and are taken all the same.
struct OddReplyTests {
  @Test(
    arguments: FaultTests.providers,
    [
      ProviderSimulator.Fault.packed, .slow(by: .milliseconds(100)),
      .slowBody(by: .milliseconds(20)), .unknownFields,
    ]
  )
  func `packing, slowness and new fields change nothing of what is stored`(
    provider: String,
    fault: ProviderSimulator.Fault
  ) async throws {
    var records: [[UsageRecord]] = []
    for fault in [nil, fault] {
      try await FaultyPlatform.run(provider) { platform async throws in
        await platform.simulator.setFault(fault, for: provider)
        let outcome = try await platform.fetch()
        #expect(outcome.status == .ok)
        #expect(outcome.message == nil)
        #expect(outcome.warnings == [])
        #expect(outcome.retries == 0)
        #expect(await platform.simulator.requests(to: provider) == 1)
        records.append(try platform.records())
      }
    }
    #expect(!records[0].isEmpty)
    #expect(records[0] == records[1])
  }

  @Test(arguments: [
    ProviderSimulator.Fault.slow(by: .seconds(600)), .slowBody(by: .seconds(600)),
  ])
  func `a reply that takes too long is given up`(fault: ProviderSimulator.Fault) async throws {
    try await FaultyPlatform.run("shoal") { platform async throws in
      // The connection is there already, whatever else the machine does.
      #expect(try await platform.fetch().status == .ok)
      let before = try platform.records()
      await platform.simulator.setFault(fault, for: "shoal")
      let outcome = try await platform.fetch {
        $0.attempt = .seconds(4)
        $0.tries = 1
      }
      #expect(
        outcome.message
          == "shoal: Shoal at http://127.0.0.1:PORT/shoal/v1/usage: no complete reply within 4 s; "
          + "try again later, or allow more time with `fetch: try` in source shoal"
      )
      #expect(await platform.simulator.requests(to: "shoal") == 2)
      #expect(try platform.records() == before)
    }
  }

  @Test(arguments: FaultTests.providers)
  func `a clock that is off by hours is believed, one that is off by days is not`(
    provider: String
  ) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      await platform.simulator.setFault(.clock(aheadBy: -3 * 3600), for: provider)
      #expect(try await platform.fetch().warnings == [])
      let hours = platform.store.lastObserved(of: provider).values.max()
      #expect(hours == Simulation.now.advanced(bySeconds: -3 * 3600))
    }
    for days: Int64 in [3, -3] {
      try await FaultyPlatform.run(provider) { platform async throws in
        await platform.simulator.setFault(.clock(aheadBy: days * 86_400), for: provider)
        let outcome = try await platform.fetch()
        #expect(outcome.status == .ok)
        let title = try #require(ProviderCatalogue.builtIn.named(provider)?.title)
        #expect(
          outcome.warnings == [
            "\(provider): \(title)'s clock says 2026-11-\(21 + days)T06:00:00Z, more than 24 hours "
              + "from this machine's 2026-11-21T06:00:00Z, which was taken instead; "
              + "check the machine's clock"
          ]
        )
        #expect(platform.store.lastObserved(of: provider).values.max() == Simulation.now)
      }
    }
  }

  @Test(arguments: FaultTests.providers)
  func `a counter that goes back becomes a correction, and no amount is counted twice`(
    provider: String
  ) async throws {
    try await FaultyPlatform.run(provider) { platform async throws in
      #expect(try await platform.fetch().status == .ok)
      #expect(try platform.records().allSatisfy { $0.quality != .correction })
      let later = Simulation.now.advanced(bySeconds: 3600)
      await platform.simulator.setNow(later)
      await platform.simulator.setFault(.counterGoesBack, for: provider)
      let outcome = try await platform.fetch(at: later)
      #expect(outcome.status == .ok)
      let corrections = try platform.records().filter { $0.quality == .correction }
      #expect(!corrections.isEmpty)
      let amounts = corrections.flatMap { [$0.native?.amount, $0.quantity, $0.requests] }
      #expect(amounts.compactMap(\.self).allSatisfy { $0 <= .zero })
      // Back on its way, the counter has told the same in all as one that never left it.
      await platform.simulator.setFault(nil, for: provider)
      let last = later.advanced(bySeconds: 3600)
      await platform.simulator.setNow(last)
      #expect(try await platform.fetch(at: last).status == .ok)
      try await FaultyPlatform.run(provider) { steady async throws in
        _ = try await steady.fetch()
        await steady.simulator.setNow(last)
        _ = try await steady.fetch(at: last)
        #expect(try Self.total(of: platform.records()) == Self.total(of: steady.records()))
      }
    }
  }

  /// What records come to, a unit.
  private static func total(of records: [UsageRecord]) throws -> [String: FixedDecimal] {
    var totals: [String: FixedDecimal] = [:]
    for record in records {
      let amounts = [
        (record.native?.currency, record.native?.amount), (record.unit, record.quantity),
        ("requests", record.requests),
      ]
      for case (let unit?, let amount?) in amounts {
        totals[unit] = try (totals[unit] ?? .zero) + amount
      }
    }
    return totals
  }
}
