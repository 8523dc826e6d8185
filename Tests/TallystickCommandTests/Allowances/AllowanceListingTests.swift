import Testing
import UsageAnalysis
import UsageModel

@testable import TallystickCommand

/// Which state of an allowance is listed, and how far it can be taken for that of now.
struct AllowanceListingTests {
  private let now = Timestamp(seconds: 1_795_240_800)
  private let day: Int64 = 86_400

  private func series(
    _ name: String = "credits",
    of source: String = "cuadra",
    seen ages: Int64...,
    resetsAt: Timestamp? = nil
  ) -> AllowanceSeries {
    let points = ages.map { age in
      let allowance = Allowance(
        name: name,
        used: FixedDecimal(Int(age)),
        unit: "cuadra:credit",
        resetsAt: resetsAt
      )
      let moment = now.advanced(bySeconds: -age)
      return AllowancePoint(observedAt: moment, learntAt: moment, allowance: allowance)
    }
    return AllowanceSeries(source: source, name: name, unit: "cuadra:credit", points: points)
  }

  private func rows(_ series: AllowanceSeries..., seen ages: [String: Int64]) throws
    -> [AllowanceListing
    .Row]
  {
    try AllowanceListing(
      series,
      newest: ages.mapValues { now.advanced(bySeconds: -$0) },
      at: now,
      patience: .seconds(26 * 3600)
    ).rows
  }

  @Test func `the last state counts`() throws {
    let rows = try rows(series(seen: 7200, 3600, 60), seen: ["cuadra": 60])
    #expect(rows.map(\.allowance.used) == [60])
    #expect(rows.map(\.standing) == [.current])
  }

  @Test func `replies of one fetch may be minutes apart`() throws {
    #expect(try rows(series(seen: 660), seen: ["cuadra": 60]).map(\.standing) == [.current])
    #expect(try rows(series(seen: 661), seen: ["cuadra": 60]).map(\.standing) == [.gone])
  }

  @Test func `what a source no longer tells is marked, and listed for 35 days`() throws {
    let marked = try rows(
      series("kept", seen: 60),
      series("gone", seen: 35 * day),
      seen: ["cuadra": 60]
    )
    #expect(marked.map(\.standing) == [.current, .gone])
    #expect(marked[1].seenAt == now.advanced(bySeconds: -35 * day))
    #expect(try rows(series(seen: 35 * day + 61), seen: ["cuadra": 60]).isEmpty)
    // A source that was not seen for long has not dropped anything.
    let old = try rows(series(seen: 90 * day), seen: ["cuadra": 90 * day])
    #expect(old.map(\.standing) == [.stale])
  }

  @Test func `what has started again since is no state of now`() throws {
    let begins = now
    let before = series(seen: 3600, resetsAt: begins)
    let after = series(seen: 3600, resetsAt: begins.advanced(bySeconds: 1))
    #expect(try rows(before, seen: ["cuadra": 3600]).map(\.standing) == [.reset])
    #expect(try rows(after, seen: ["cuadra": 3600]).map(\.standing) == [.current])
  }

  @Test func `what was not seen for longer than stale_after is stale`() throws {
    let limit: Int64 = 26 * 3600
    #expect(try rows(series(seen: limit), seen: ["cuadra": limit]).map(\.standing) == [.current])
    #expect(
      try rows(series(seen: limit + 1), seen: ["cuadra": limit + 1]).map(\.standing) == [.stale]
    )
  }

  @Test func `a source that is not among those that count has no rows`() throws {
    #expect(try rows(series(of: "other", seen: 60), seen: ["cuadra": 60]).isEmpty)
  }

  @Test func `the pace of the last days tells when it runs out, not of what is gone`() throws {
    func used(_ amounts: Int...) -> AllowanceSeries {
      let points = amounts.enumerated().map { index, amount in
        let moment = now.advanced(bySeconds: Int64(index - amounts.count + 1) * day)
        return AllowancePoint(
          observedAt: moment,
          learntAt: moment,
          allowance: Allowance(name: "credits", limit: 100, used: FixedDecimal(amount), unit: "c")
        )
      }
      return AllowanceSeries(source: "cuadra", name: "credits", unit: "c", points: points)
    }
    let current = try rows(used(10, 20, 30, 40), seen: ["cuadra": 0])
    #expect(current[0].course.runsOut != nil)
    #expect(try rows(used(10, 20, 30), seen: ["cuadra": 0])[0].course.runsOut == nil)
    let gone = try rows(used(10, 20, 30, 40), seen: ["cuadra": -day])
    #expect(gone[0].standing == .gone)
    #expect(gone[0].course.runsOut == nil)
  }
}
