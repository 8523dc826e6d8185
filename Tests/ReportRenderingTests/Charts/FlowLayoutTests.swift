import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct FlowLayoutTests {
  private func layout(_ shares: [(String, String, String)]) -> FlowLayout {
    FlowLayout(
      .init(
        shares.map { .init(from: $0.0, to: $0.1, amount: ChartSamples.amount($0.2)) }
      )
    )
  }

  /// Flows among a few pools and receivers, always the same for a seed.
  private func made(_ seed: Int) -> [(String, String, String)] {
    (0..<(3 + seed % 20)).map { index in
      let mixed = (seed * 7919 + index * 104_729) % 1009
      let sign = mixed % 11 == 0 ? "-" : ""
      let amount = "\(sign)\(mixed * mixed % 977).\(mixed % 10)\(seed % 10)"
      return ("Pool \(mixed % 5)", "App \((mixed / 5) % 10)", amount)
    }
  }

  @Test func `ribbons keep their value, and nodes are as high as their ribbons`() throws {
    for seed in 0..<200 {
      let layout = layout(made(seed))
      guard layout.isDrawable else { continue }
      for (index, pool) in layout.pools.enumerated() {
        let ribbons = layout.ribbons.filter { $0.pool == index }
        #expect(try FixedDecimal.sum(of: ribbons.map(\.amount)) == pool.amount)
        #expect(abs(ribbons.reduce(0) { $0 + $1.thickness } - pool.height) < 1e-6)
        expectTouching(ribbons.map { ($0.left, $0.thickness) }, of: pool)
      }
      for (index, receiver) in layout.receivers.enumerated() {
        let ribbons = layout.ribbons.filter { $0.receiver == index }
        #expect(try FixedDecimal.sum(of: ribbons.map(\.amount)) == receiver.amount)
        expectTouching(ribbons.map { ($0.right, $0.thickness) }, of: receiver)
      }
      #expect(
        try FixedDecimal.sum(of: layout.pools.map(\.amount))
          == FixedDecimal.sum(of: layout.receivers.map(\.amount))
      )
      let scales = layout.ribbons.map { $0.thickness / $0.amount.approximation }
      let (least, most) = (try #require(scales.min()), try #require(scales.max()))
      #expect(most - least < 1e-9 * most)
    }
  }

  /// Ribbons fill their node from the top without holes and without lying on each other.
  private func expectTouching(_ ends: [(top: Double, height: Double)], of node: FlowLayout.Node) {
    var top = node.top
    for end in ends {
      #expect(abs(end.top - top) < 1e-6)
      top += end.height
    }
    #expect(abs(top - node.top - node.height) < 1e-6)
  }

  @Test func `nodes are inside, apart, and in the order of their amounts`() {
    for seed in 0..<200 {
      let layout = layout(made(seed))
      guard layout.isDrawable else { continue }
      for (nodes, gap) in [(layout.pools, 22.0), (layout.receivers, 14)] {
        #expect(nodes.allSatisfy { $0.top >= -1e-6 && $0.top + $0.height <= layout.height + 1e-6 })
        for (upper, lower) in zip(nodes, nodes.dropFirst()) {
          #expect(lower.top - upper.top - upper.height >= gap - 1e-6)
          #expect(upper.amount >= lower.amount)
        }
      }
    }
  }

  @Test func `credits are netted, and what stays below zero is not drawn`() {
    let layout = layout([
      ("P", "A", "50"), ("P", "A", "-20"), ("P", "B", "-3"), ("Q", "B", "0"),
    ])
    #expect(layout.pools.map(\.name) == ["P"])
    #expect(layout.pools.map(\.amount) == [30])
    #expect(layout.receivers.map(\.name) == ["A"])
    #expect(layout.credits == [.init(from: "P", to: "B", amount: -3)])
  }

  @Test func `what is left over comes last and in grey`() {
    let layout = layout([
      ("Other (3)", "(unallocated)", "900"), ("Small", "Atlas", "1"), ("Large", "Atlas", "5"),
    ])
    #expect(layout.pools.map(\.name) == ["Large", "Small", "Other (3)"])
    #expect(layout.pools.map(\.color) == [.swatch(0), .swatch(1), .other])
    #expect(layout.receivers.map(\.name) == ["Atlas", "(unallocated)"])
  }

  @Test func `a colour that is given is nobody else's`() {
    let flow = Chart.Flow(
      [
        .init(from: "A", to: "x", amount: 9), .init(from: "B", to: "x", amount: 5),
        .init(from: "C", to: "x", amount: 1),
      ],
      swatches: ["B": 0]
    )
    #expect(FlowLayout(flow).pools.map(\.color) == [.swatch(1), .swatch(0), .swatch(2)])
  }

  @Test func `the order of the shares does not matter`() {
    for seed in 0..<50 {
      let shares = made(seed)
      let (one, other) = (layout(shares), layout(shares.reversed()))
      #expect(one.pools == other.pools)
      #expect(one.receivers == other.receivers)
      #expect(one.ribbons == other.ribbons)
    }
  }

  @Test func `more than five pools or ten receivers are no picture`() {
    #expect(layout((0..<5).map { ("P\($0)", "A", "1") }).isDrawable)
    #expect(!layout((0..<6).map { ("P\($0)", "A", "1") }).isDrawable)
    #expect(layout((0..<10).map { ("P", "A\($0)", "1") }).isDrawable)
    #expect(!layout((0..<11).map { ("P", "A\($0)", "1") }).isDrawable)
    #expect(layout((0..<10).map { ("P", "A\($0)", "1") }).height == 268 + 4 * 24)
  }

  @Test func `a sum that is too large is no picture`() {
    let most = FixedDecimal(units: .max)
    let flow = Chart.Flow([
      .init(from: "A", to: "x", amount: most), .init(from: "B", to: "y", amount: most),
    ])
    #expect(!FlowLayout(flow).isDrawable)
  }
}
