import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0, 5394.0, ["$0", "$1,000", "$2,000", "$3,000", "$4,000", "$5,000", "$6,000"]),
    (0.0, 266.31, ["$0", "$50", "$100", "$150", "$200", "$250", "$300"]),
    (0.0, 0.42, ["$0.0", "$0.1", "$0.2", "$0.3", "$0.4", "$0.5"]),
    (-47.0, 313.0, ["−$100", "$0", "$100", "$200", "$300", "$400"]),
    (0.0, 450_000.0, ["$0", "$100k", "$200k", "$300k", "$400k", "$500k"]),
    (0.0, 0.0, ["$0", "$1"]),
  ])
  func `round steps enclose the data`(low: Double, high: Double, expected: [String]) {
    let ticks = Ticks(low: low, high: high)
    #expect(ticks.labels(for: .money("USD"), format: .englishUS) == expected)
  }

  @Test func `a value just below the top gets one more step`() {
    #expect(Ticks(low: 0, high: 99).top == 120)
    #expect(Ticks(low: 0, high: 95).top == 100)
  }

  @Test func `there are four to eight intervals whatever the size`() {
    for exponent in -9...20 {
      for mantissa in 10...99 {
        var value = Double(mantissa)
        for _ in 0..<abs(exponent) { value = exponent < 0 ? value / 10 : value * 10 }
        let ticks = Ticks(low: 0, high: value)
        #expect((4...8).contains(ticks.last - ticks.first))
        #expect(ticks.top >= value)
      }
    }
  }

  @Test func `what is not finite counts as zero`() {
    #expect(Ticks(low: -.infinity, high: .nan) == Ticks(low: 0, high: 0))
  }
}

@Suite struct CoordinateTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (1.005, "1"), (12.345, "12.35"),
    (-3.25, "-3.25"), (100, "100"), (.nan, "0"), (.infinity, "0"), (0.05, "0.05"),
  ])
  func `have two decimals`(value: Double, expected: String) {
    #expect(Coordinate.text(value) == expected)
  }
}
