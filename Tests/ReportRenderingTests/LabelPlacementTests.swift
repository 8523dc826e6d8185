import ReportDocument
import Testing
import UsageModel

@testable import ReportRendering

@Suite struct LabelPlacementTests {
  private func place(_ heights: [Double], importance: [Int]? = nil) -> [Double?] {
    LabelPlacement.place(
      heights.enumerated().map { index, height in
        .init(desired: height, importance: importance?[index] ?? -index)
      },
      within: 0...200
    )
  }

  @Test func `labels with room stay where they are`() {
    #expect(place([10, 100, 50]) == [10, 100, 50])
  }

  @Test func `labels too near move apart by 16 pixels`() {
    #expect(place([100, 104]) == [100, 116])
    #expect(place([198, 199]) == [184, 200])
  }

  @Test func `the least important label goes when one strays over 24 pixels`() {
    #expect(place([100, 100, 100, 100], importance: [4, 1, 3, 2]) == [100, nil, 116, nil])
  }

  @Test func `nothing overlaps in any case`() {
    for seed in 0..<200 {
      let heights = (0..<(seed % 9)).map { Double((seed * 37 + $0 * $0 * 53) % 200) }
      let placed = place(heights).compactMap(\.self).sorted()
      for (upper, lower) in zip(placed, placed.dropFirst()) { #expect(lower - upper >= 16) }
      #expect(placed.allSatisfy { (0...200).contains($0) })
    }
  }
}

@Suite struct AxisMarksTests {
  private func texts(_ count: Int, weeks: Bool = false) throws -> [String] {
    let first = try #require(Day("2026-11-01"))
    let last = first.advanced(by: count - 1)
    return AxisMarks.days(
      first...last,
      prefersWeeks: weeks,
      format: NumberFormat(impliedYear: 2026)
    ) { Double($0 - first) / Double(max(1, count - 1)) }.map(\.text)
  }

  @Test func `a month shows every fifth day or its Mondays`() throws {
    let texts1 = try texts(30)
    #expect(texts1 == ["1 Nov", "5", "10", "15", "20", "25", "30"])
    let texts2 = try texts(30, weeks: true)
    #expect(texts2 == ["Mon 2 Nov", "9", "16", "23", "30"])
  }

  @Test func `longer ranges show months and quarters`() throws {
    let texts3 = try texts(45)
    #expect(texts3 == ["1 Nov", "15", "1 Dec", "15"])
    let texts4 = try texts(120)
    #expect(texts4 == ["Nov", "Dec", "Jan 2027", "Feb"])
    let texts5 = try texts(1)
    #expect(texts5.count == 1)
    let texts6 = try texts(800)
    #expect(texts6.first == "Jan 2027")
  }

  @Test func `phones show fewer, with the first and the last`() throws {
    let first = try #require(Day("2026-11-01"))
    let marks = AxisMarks.days(
      first...first.advanced(by: 9),
      prefersWeeks: false,
      format: .englishUS
    ) { Double($0 - first) / 9 }
    #expect(marks.first?.isForWideOnly == false)
    #expect(marks.last?.isForWideOnly == false)
    #expect(marks.contains { $0.isForWideOnly })
  }
}
