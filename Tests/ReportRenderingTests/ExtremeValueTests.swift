import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct ExtremeValueTests {
  static let extremes: [Double] = [
    0, -0.0, 1, -1, 1e-12, -1.2e6, 1.7e26, -1.7e26, .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .infinity,
    -.infinity, .nan, .signalingNaN,
  ]

  @Test(arguments: [
    ([1e-12, -1.2e6], "█▁"), ([.infinity, 1, .nan, 2], "·▄·█"),
    ([.greatestFiniteMagnitude, -.greatestFiniteMagnitude], "█▁"),
    ([.leastNonzeroMagnitude, 0], "█▁"), ([-1, -2], "▁▁"), ([.nan], "·"), ([], ""),
  ])
  func `a sparkline of text holds whatever the size`(values: [Double], expected: String) {
    #expect(TextBar.spark(values) == expected)
  }

  @Test func `a long sparkline of huge values keeps its shape`() {
    let values = [Double](repeating: .greatestFiniteMagnitude, count: 310)
    #expect(TextBar.spark(values) == String(repeating: "█", count: TextBar.sparkLimit))
    let mixed = (0..<310).map { $0 % 2 == 0 ? 1.0 : -.greatestFiniteMagnitude }
    #expect(TextBar.spark(mixed).count == TextBar.sparkLimit)
  }

  @Test func `bars of text stay within their cells`() {
    for value in Self.extremes {
      for highest in Self.extremes {
        #expect(TextBar.bar(value, highest: highest).count <= 12)
      }
    }
    #expect(TextBar.bar(-1.2e6, highest: 1e-12).count == 12)
  }

  @Test func `a number becomes a whole one within its bounds`() {
    #expect(Int(2.9, within: 0...7) == 2)
    #expect(Int(-9.6e18, within: 0...7) == 0)
    #expect(Int(9.6e18, within: 0...7) == 7)
    #expect(Int(.nan, within: 1...7) == 1)
    for value in Self.extremes {
      #expect((Int.min...Int.max).contains(Int(value, within: .min ... .max)))
    }
  }

  @Test func `ticks of any ends are few`() {
    for low in Self.extremes {
      for high in Self.extremes {
        let ticks = Ticks(low: low, high: high)
        #expect((1...50).contains(ticks.last - ticks.first))
        #expect(!ticks.labels(for: .money("USD"), format: .englishUS).isEmpty)
      }
    }
  }

  @Test func `drawn sparklines keep their shape whatever the size`() {
    let ordinary = SparkColumns.svg([1, -1, 0.5])
    let line = Sparkline.svg([1, -1, 0.5], name: "x", format: .englishUS).drawingOnly
    let tiny = Double(sign: .plus, exponent: -1030, significand: 1)
    for scale in [Double.greatestFiniteMagnitude, tiny] {
      let values: [Double?] = [scale, -scale, scale / 2]
      #expect(SparkColumns.svg(values) == ordinary)
      #expect(Sparkline.svg(values, name: "x", format: .englishUS).drawingOnly == line)
    }
  }

  @Test func `every pair of extremes is written`() {
    for first in Self.extremes {
      for second in Self.extremes {
        let values: [Double?] = [first, nil, second]
        let blocks: [Block] = [
          .figures([Figure("x", .missing, spark: values)]),
          .table(
            Table(columns: [Column("a"), Column("b")], rows: [Row([.text("r"), .series(values)])])
          ),
        ]
        let html = HTMLRenderer().render(Samples.document(blocks)).withoutStylesheet
        #expect(!html.contains("nan") && !html.contains("inf\"") && !html.contains("e-3"))
        #expect(!MarkdownRenderer().render(Samples.document(blocks)).isEmpty)
      }
    }
  }

  @Test func `a column of bars holds whatever stands beside its highest amount`() {
    let amounts = ["0.000000000001", "-1200000", "170000000000000000000000000"]
    for first in amounts {
      for second in amounts {
        let table = Table(
          columns: [Column("a"), Column("b", hasBar: true), Column("c", hasBar: true)],
          rows: [
            Row([.text("r"), Samples.money(first), Samples.money(second)]),
            Row([.text("s"), Samples.money(second), Samples.money(first)]),
          ]
        )
        #expect(HTMLRenderer().render(Samples.document([.table(table)])).contains("<svg"))
        #expect(!MarkdownRenderer().render(Samples.document([.table(table)])).isEmpty)
      }
    }
  }
}

extension String {
  /// An SVG without its label.
  fileprivate var drawingOnly: String {
    firstIndex(of: ">").map { String(self[$0...]) } ?? self
  }
}
