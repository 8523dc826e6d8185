import TestSupport
import Testing
import UsageModel

struct SharingTests {
  @Test(arguments: [
    (10, 1, 4, 2), (10, 3, 4, 8), (30, 1, 4, 8), (-10, 1, 4, -2), (10, -1, 4, -2), (7, 4, 4, 7),
    (7, 0, 4, 0), (0, 3, 4, 0), (1, 2, 3, 1), (1, 1, 3, 0), (6, 8, 4, 12),
  ])
  func `a share is rounded half-even`(value: Int128, part: Int128, whole: Int128, share: Int128)
    throws
  {
    let units = { FixedDecimal(units: $0) }
    #expect(try units(value).share(of: units(part), in: units(whole)) == units(share))
  }

  @Test func `shares of parts that follow each other add up, and the whole costs all`() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let value = FixedDecimal(units: generator.anySize())
      let whole = FixedDecimal(units: max(1, abs(generator.anySize())))
      var parts = (0..<9).map { _ in
        FixedDecimal(units: Int128.random(in: 0...whole.units, using: &generator))
      }
      parts = ([.zero, whole] + parts).sorted()
      let costs = try parts.map { try value.share(of: $0, in: whole) ?? .zero }
      let steps = try zip(costs, costs.dropFirst()).map { try $1 - $0 }
      #expect(try FixedDecimal.sum(of: steps) == value)
      #expect(steps.allSatisfy { $0.isZero || $0.isNegative == value.isNegative })
    }
  }

  @Test func `nothing has no shares, and one that does not fit throws`() throws {
    #expect(try FixedDecimal(3).share(of: 1, in: 0) == nil)
    #expect(throws: ArithmeticOverflow.self) {
      try FixedDecimal(units: .max).share(of: 2, in: 1)
    }
  }

  @Test func `a product costs the same whether 128 or 256 bits hold it`() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let value = FixedDecimal(units: generator.anySize() / 1_000_000_000_000_000)
      let factor = FixedDecimal(units: Int128.random(in: -5_000_000...5_000_000, using: &generator))
      // Ten million times as much needs more bits and is the same number of ten million times the units.
      let large = FixedDecimal(units: factor.units * 10_000_000)
      let (share, same) = (
        try value.share(of: factor, in: 7), try value.share(of: large, in: 70_000_000)
      )
      #expect(share == same)
    }
  }
}
