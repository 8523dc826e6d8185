import Testing
import UsageModel

@testable import UsageAnalysis

/// The comparison of what there was with what a step made of it.
struct BalanceTests {
  private func difference(_ before: [UsageRecord], _ after: [UsageRecord]) throws -> String? {
    // Both have the same days and labels, so that only amounts differ.
    let table = UsageTable(before + after, view: .effective)
    let days = DayPlaces(table)
    func balance(_ records: [UsageRecord]) throws -> Balance {
      let table = UsageTable(records, view: .effective)
      return try Balance(of: table, days: days, labels: ExtraLabels(table))
    }
    return try balance(after).difference(
      from: balance(before),
      step: 1,
      days: days.days,
      labels: ExtraLabels(table).labels,
      currency: "USD"
    )?.description
  }

  private func record(_ day: String, charge: Charge = .usage, _ cost: String) -> UsageRecord {
    Shared.record(day, charge: charge, cost, requests: 2, quantity: 4, unit: "byte")
  }

  @Test
  func `what comes out is compared to the last digit, by day and charge`() throws {
    let first = record("2026-10-01", "1")
    let second = record("2026-10-02", charge: .fee, "2")
    #expect(try difference([first, second], [second, first]) == nil)
    var lost = second
    lost.effective = FixedDecimal("1.999999999999")
    let tail = "; nothing was kept, and this is a bug of tally"
    #expect(
      try difference([first, second], [first, lost])
        == "step 1 of the allocation turned 2 USD of fee on 2026-10-02 into 1.999999999999 USD"
        + tail
    )
    var moved = second
    moved.charge = .usage
    #expect(
      try difference([first, second], [first, moved])
        == "step 1 of the allocation turned no USD of usage on 2026-10-02 into 2 USD" + tail
    )
    var fewer = first
    fewer.requests = 1
    #expect(
      try difference([first], [fewer])
        == "step 1 of the allocation turned 2 requests of usage on 2026-10-01 into 1 requests"
        + tail
    )
    var smaller = first
    smaller.quantity = 3
    #expect(
      try difference([first], [smaller])
        == "step 1 of the allocation turned 4 byte of usage on 2026-10-01 into 3 byte" + tail
    )
  }
}
