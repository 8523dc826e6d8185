import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// Which stored windows an answer is derived from.
struct WindowNeedTests {
  private static let traits: [GeneratedHistory.Traits] = [.firstHours, [.rivals, .moves], []]

  @Test func `what is needed answers like all that is known`() throws {
    for seed in UInt64(0)..<240 {
      let history = GeneratedHistory(seed: seed, traits: Self.traits[Int(seed % 3)])
      let all = ObservedHistory(history.replies)
      let windows = Array(Set(all.observations.map(\.window)))
      var generator = SeededGenerator(seed: seed)
      let days = Array(history.days)
      for _ in 0..<4 {
        let start = days[Int.random(in: 0..<days.count - 1, using: &generator)]
        let query = UsageQuery(
          days: start..<start.advanced(by: Int.random(in: 1...30, using: &generator)),
          dimensions: seed % 4 < 2 ? [.app] : [],
          asOf: Sample.time("2099-01-01T00:00:00Z")
        )
        let part = SourceAnswering(
          kept: KeptSource(
            identity: history.identity,
            lastObserved: query.asOf,
            facets: history.facets
          ),
          query: query,
          context: UsageContext(of: history),
          terms: seed % 2 == 0 ? Terms() : Self.terms(of: history)
        )
        let needs = part.needed(of: windows) { month in
          all.observations.contains {
            $0.window.start == month
              && $0.observedAt >= month.advanced(bySeconds: BillingWindow.firstHour)
          }
        }
        var some = all
        some.observations = all.observations.filter { observation in
          needs.contains { need in
            need.start == observation.window.start
              && need.before.map { observation.observedAt < $0 } ?? true
          }
        }
        let left = try part.answer(from: all)
        let right = try part.answer(from: some, known: windows)
        #expect(left.records == right.records, "seed \(seed), \(query.days)")
        #expect(left.coverage == right.coverage, "seed \(seed), \(query.days)")
      }
    }
  }

  /// A plan whose price beyond what it includes depends on a whole cycle, and credits bought before.
  private static func terms(of history: GeneratedHistory) -> Terms {
    let since = history.days.lowerBound.advanced(by: 45)
    return Terms(
      plans: [
        Plan(
          source: history.identity.name,
          fee: Money(20, "USD"),
          unit: "USD",
          includes: .amount(100),
          overage: Money(2, "USD"),
          since: since
        )
      ],
      charges: [
        FixedCharge(
          source: history.identity.name,
          charge: .topUp,
          amount: Money(50, "USD"),
          since: since.advanced(by: 20)
        )
      ]
    )
  }

  private static func needed(
    _ windows: [String],
    _ first: String,
    _ last: String,
    datesMatter: Bool = false,
    silent: Set<String> = []
  ) -> [String] {
    let needs = WindowNeed.needed(
      of: windows.map(Sample.window),
      from: Sample.time("\(first)T00:00:00Z"),
      to: Sample.time("\(last)T00:00:00Z"),
      datesMatter: datesMatter
    ) { month in !silent.contains("\(month.utcDay.month)") }
    return needs.map { need in
      "\(need.start.utcDay)" + (need.before.map { " before \($0)" } ?? "")
    }
  }

  @Test func `windows apart from the days are left out, those that touch them are not`() {
    let windows = [
      "2026-10-01T00:00:00Z/2026-10-10T00:00:00Z", "2026-10-10T00:00:00Z/2026-10-20T00:00:00Z",
      "2026-10-20T00:00:00Z/2026-10-30T00:00:00Z",
    ]
    #expect(Self.needed(windows, "2026-10-12", "2026-10-15") == ["2026-10-10"])
    #expect(Self.needed(windows, "2026-10-10", "2026-10-15") == ["2026-10-01", "2026-10-10"])
    #expect(Self.needed(windows, "2026-11-01", "2026-11-02").isEmpty)
  }

  @Test func `stated windows that overlap are needed together, through others too`() {
    let windows = [
      "2026-10-01T00:00:00Z/2026-10-10T00:00:00Z", "2026-10-09T00:00:00Z/2026-10-20T00:00:00Z",
      "2026-10-19T00:00:00Z/2026-10-30T00:00:00Z", "2026-10-30T00:00:00Z/2026-11-30T00:00:00Z",
    ]
    #expect(
      Self.needed(windows, "2026-10-25", "2026-10-26")
        == ["2026-10-01", "2026-10-09", "2026-10-19"]
    )
    #expect(Self.needed(windows, "2026-11-05", "2026-11-06") == ["2026-10-30"])
    #expect(
      Self.needed(windows, "2026-11-05", "2026-11-06", datesMatter: true)
        == ["2026-10-01", "2026-10-09", "2026-10-19", "2026-10-30"]
    )
  }

  @Test func `a month needs the one before it and the first hour of the next`() {
    let months = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"]
    let following = "2026-11-01 before 2026-11-01T01:00:00Z"
    #expect(
      Self.needed(months, "2026-10-12", "2026-10-15") == ["2026-09-01", "2026-10-01", following]
    )
    #expect(
      Self.needed(months, "2026-10-12", "2026-10-15", silent: ["2026-09", "2026-08"])
        == ["2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01", following]
    )
    #expect(
      Self.needed(["2026-08", "2026-10"], "2026-10-12", "2026-10-15", silent: ["2026-09"])
        == ["2026-10-01"]
    )
  }
}
