import ReportDocument
import Testing
import UsageModel

@Suite struct ApportionmentTests {
  private func decimals(_ texts: [String]) throws -> [FixedDecimal] {
    try texts.map { try #require(FixedDecimal($0)) }
  }

  @Test(arguments: [
    (["0.333333333333", "0.333333333333", "0.333333333334"], "1", 3, ["0.333", "0.333", "0.334"]),
    (["15.834", "15.833", "15.833"], "47.5", 2, ["15.84", "15.83", "15.83"]),
    (["1.005", "1.005"], "2.01", 2, ["1.01", "1"]),
    (["-1.006", "3.006"], "2", 2, ["-1.01", "3.01"]),
    (["1.25", "2.5"], "3.75", 2, ["1.25", "2.5"]),
    ([], "0", 2, []),
  ])
  func `the largest remainders take what is left`(
    parts: [String],
    total: String,
    places: Int,
    expected: [String]
  ) throws {
    let total = try #require(FixedDecimal(total))
    let rounded = Apportionment.round(try decimals(parts), total: total, places: places)
    let wanted = try decimals(expected)
    #expect(rounded == wanted)
  }

  @Test func `parts of something else are left alone`() throws {
    let parts = try decimals(["1", "2"])
    #expect(Apportionment.round(parts, total: 4, places: 2) == nil)
  }

  @Test func `a part in another form counts as zero`() throws {
    let parts = try decimals(["0.004", "1.996"])
    #expect(Apportionment.round(parts, total: 2, places: 2, fixed: [0]) == [0, 2])
  }

  @Test func `parts at the edge of the range are left alone`() {
    let most = FixedDecimal(units: .max)
    let cases: [(parts: [Int128], fixed: Set<Int>, places: Int)] = [
      // The first takes the step that is left, which the range has no room for.
      ([.max, -6_000_000_000], [], 2),
      // Rounded down, the first lies below the range, and the second takes the step.
      ([-.max, 9_000_000_000], [], 2),
      // Without the fixed part, the sum of the others lies above the range.
      ([.max, -.max, .max], [1], 12),
      ([-.max, .max, -.max], [1], 12),
      // The sum fits, the way to the total does not.
      ([.max, -.max], [0], 12),
      ([.min], [], 2), ([.min, 9_000_000_000], [], 2), ([.min], [], 12), ([.max], [], 0),
    ]
    for (parts, fixed, places) in cases {
      let values = parts.map { FixedDecimal(units: $0) }
      guard let total = try? FixedDecimal.sum(of: values) else { continue }
      let rounded = Apportionment.round(values, total: total, places: places, fixed: fixed)
      if let rounded {
        #expect((try? FixedDecimal.sum(of: rounded)) == total.rounded(toPlaces: places))
      }
    }
    #expect(Apportionment.round([most], total: most, places: 12) == [most])
    let over = [most, FixedDecimal(units: -6_000_000_000)]
    #expect(
      Apportionment.round(over, total: FixedDecimal(units: .max - 6_000_000_000), places: 2) == nil
    )
    let sum: [FixedDecimal] = [most, most.negated, most]
    #expect(Apportionment.round(sum, total: most, places: 12, fixed: [1]) == nil)
  }
}
