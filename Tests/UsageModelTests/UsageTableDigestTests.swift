import Testing
import UsageModel

/// What a digest of usage notices, and what it does not.
struct UsageTableDigestTests {
  private func record(
    _ day: Int,
    _ app: String = "Shop",
    _ cost: FixedDecimal? = 2,
    requests: FixedDecimal? = 3,
    quality: Quality = .measured
  ) -> UsageRecord {
    UsageRecord(
      day: Day(daysSince1970: day),
      source: "main",
      provider: "puter",
      app: app,
      quality: quality,
      requests: requests,
      effective: cost
    )
  }

  private func digests(_ records: [UsageRecord], _ stretches: [Range<Int>] = [0..<10]) -> [String?]
  {
    UsageTable(records, view: .effective).digests(
      of: stretches.map { Day(daysSince1970: $0.lowerBound)..<Day(daysSince1970: $0.upperBound) }
    )
  }

  @Test func `the order of records and how they are cut make no difference`() {
    let whole = [record(1), record(2, "Wallet", 5), record(3)]
    let cut = [
      record(3), record(2, "Wallet", 4, requests: 1), record(1),
      record(2, "Wallet", 1, requests: 2),
    ]
    #expect(digests(whole) == digests(whole.reversed()))
    #expect(digests(whole) == digests(cut))
  }

  @Test(arguments: [0, 1, 2, 3, 4])
  func `every other amount, app and day is noticed`(change: Int) {
    let before = [record(1), record(2)]
    let after =
      switch change {
      case 0: [record(1), record(2, "Shop", FixedDecimal(units: 2_000_000_000_001))]
      case 1: [record(1), record(2, "Wallet")]
      case 2: [record(1), record(3)]
      case 3: [record(1), record(2, requests: 4)]
      default: [record(1), record(2, "Shop", nil)]
      }
    #expect(digests(before) != digests(after))
  }

  @Test func `how well a value is known is no change`() {
    #expect(digests([record(1)]) == digests([record(1, quality: .interpolated)]))
  }

  @Test func `a stretch tells of its own days only, and of none without a record`() {
    let stretches = [0..<2, 2..<4, 4..<6]
    let one = digests([record(1), record(3)], stretches)
    #expect(one[0] != nil && one[1] != nil && one[2] == nil)
    let other = digests([record(1), record(3, "Shop", 9)], stretches)
    #expect(one[0] == other[0])
    #expect(one[1] != other[1])
    #expect(digests([]) == [nil])
  }
}
