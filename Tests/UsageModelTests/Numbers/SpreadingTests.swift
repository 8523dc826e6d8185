import TestSupport
import Testing
import UsageModel

struct SpreadingTests {
  @Test func `the parts sum to the value, each within one step of its share`() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      let isWhole = Bool.random(using: &generator)
      var units = generator.anySize()
      if isWhole { units = units / FixedDecimal.unitsPerOne * FixedDecimal.unitsPerOne }
      let value = FixedDecimal(units: units)
      let weights = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        Int64.random(
          in: 0...(Int64(1) << Int.random(in: 0...40, using: &generator)),
          using: &generator
        )
      }
      let granularity: FixedDecimal.Granularity = isWhole ? .whole : .finest
      let parts = value.spread(over: weights, granularity: granularity)
      #expect(parts.count == weights.count)
      #expect(try FixedDecimal.sum(of: parts) == value)
      #expect(parts.allSatisfy { $0.isZero || $0.isNegative == value.isNegative })
      #expect(value.negated.spread(over: weights, granularity: granularity) == parts.map(\.negated))
      if isWhole { #expect(parts.allSatisfy { $0.isWhole }) }
      let sum = weights.reduce(0, +)
      guard sum > 0 else { continue }
      let step = isWhole ? FixedDecimal.unitsPerOne : 1
      for (weight, part) in zip(weights, parts) {
        if weight == 0 { #expect(part.isZero) }
        let (high, low) = (value.units.magnitude).multipliedFullWidth(by: UInt128(weight))
        let floor = UInt128(sum).dividingFullWidth((high, low)).quotient
        let distance =
          part.units.magnitude > floor ? part.units.magnitude - floor : floor - part.units.magnitude
        #expect(distance <= UInt128(step))
      }
    }
  }

  @Test(arguments: [
    (10, [1, 1, 1], [4, 3, 3]), (11, [1, 1, 1], [4, 4, 3]), (-10, [1, 1, 1], [-4, -3, -3]),
    (1, [1, 1], [1, 0]), (1, [1, 2], [0, 1]), (5, [0, 1, 0, 1], [0, 3, 0, 2]),
    (7, [0, 0], [0, 7]),
    (7, [-5, 1], [0, 7]), (7, [-5, -1, -2], [0, 0, 7]), (0, [3, 4], [0, 0]), (9, [9], [9]),
    (3, [], []),
  ])
  func `whole units go to the largest remainders, ties to the earlier part`(
    value: Int,
    weights: [Int],
    parts: [Int]
  ) {
    let spread = FixedDecimal(value).spread(over: weights.map(Int64.init), granularity: .whole)
    #expect(spread == parts.map { FixedDecimal($0) })
    let finest = FixedDecimal(units: Int128(value)).spread(over: weights.map(Int64.init))
    #expect(finest == parts.map { FixedDecimal(units: Int128($0)) })
  }

  @Test func `a count with decimals is spread in the finest steps`() throws {
    let value = try #require(FixedDecimal("0.5"))
    let parts = value.spread(over: [1, 1], granularity: .whole)
    #expect(parts.map(\.description) == ["0.25", "0.25"])
  }

  @Test func `huge values and huge weights do not trap`() throws {
    let heavy = [Int64](repeating: .max, count: 1000)
    for units in [Int128.max, -.max, .max - 1] {
      let value = FixedDecimal(units: units)
      #expect(try FixedDecimal.sum(of: value.spread(over: heavy)) == value)
      #expect(try FixedDecimal.sum(of: value.spread(over: [.max, .min, 1])) == value)
      #expect(value.spread(over: [.max]) == [value])
      #expect(value.spread(over: [0, 1, 0]) == [0, value, 0])
    }
  }

  @Test func `the value without an opposite does not trap`() {
    let smallest = FixedDecimal(units: .min)
    #expect(smallest.spread(over: [1]) == [smallest])
    #expect(smallest.spread(over: [0, 0]) == [0, smallest])
    let half = FixedDecimal(units: .min / 2)
    #expect(smallest.spread(over: [1, 1]) == [half, half])
  }
}
