import TestSupport
import Testing
import UsageModel

struct PeriodTests {
  @Test(arguments: [
    ("2026", "2026-01-01", "2027-01-01", "2026"),
    ("2026-Q1", "2026-01-01", "2026-04-01", "Q1 2026"),
    ("2026-Q4", "2026-10-01", "2027-01-01", "Q4 2026"),
    ("2026-10", "2026-10-01", "2026-11-01", "October 2026"),
    ("2024-02", "2024-02-01", "2024-03-01", "February 2024"),
    ("2026-W41", "2026-10-05", "2026-10-12", "week 41 of 2026"),
    ("2026-W01", "2025-12-29", "2026-01-05", "week 1 of 2026"),
    ("2026-W53", "2026-12-28", "2027-01-04", "week 53 of 2026"),
    ("2026-10-15", "2026-10-15", "2026-10-16", "15 October 2026"),
    ("2026-10-01..2026-10-15", "2026-10-01", "2026-10-16", "1–15 October 2026"),
    ("2026-10-15..2026-10-15", "2026-10-15", "2026-10-16", "15 October 2026"),
    ("2026-09-28..2026-10-04", "2026-09-28", "2026-10-05", "28 September – 4 October 2026"),
    ("2025-12-31..2026-01-01", "2025-12-31", "2026-01-02", "31 December 2025 – 1 January 2026"),
    ("0999-12-31..0999-12-31", "0999-12-31", "1000-01-01", "31 December 999"),
    ("0999-01-31..0999-12-30", "0999-01-31", "0999-12-31", "31 January – 30 December 999"),
    ("0001", "0001-01-01", "0002-01-01", "1"), ("9999", "9999-01-01", "10000-01-01", "9999"),
    ("9999-12-31", "9999-12-31", "10000-01-01", "31 December 9999"),
    ("9999-12", "9999-12-01", "10000-01-01", "December 9999"),
  ])
  func `every form is read, printed and named`(
    text: String,
    start: String,
    stop: String,
    label: String
  ) throws {
    let period = try #require(Period(text))
    #expect(period.start.description == start)
    #expect(period.stop.description == stop)
    #expect(period.description == text)
    #expect(period.label == label)
    #expect(period.length == period.stop - period.start)
    #expect(period.contains(period.start) && period.contains(period.last))
    #expect(!period.contains(period.stop) && !period.contains(period.start.advanced(by: -1)))
    #expect(period.days == period.start..<period.stop)
  }

  @Test(arguments: [
    "", "26", "20266", "0000", "2026-", "2026-Q", "2026-Q0", "2026-Q5", "2026-Q12", "2026-q1",
    "2026-W",
    "2026-W1", "2026-W00", "2025-W53", "2026-W54", "2026-W099", "2026-w41", "2026-13", "2026-1",
    "2026-10-32", "2026-10-01..", "..2026-10-01", "2026-10-02..2026-10-01",
    "2026-10-01...2026-10-02",
    "2026-10..2026-11", "2026-10-01..2026-10-02..2026-10-03", "2026-W+1", "2026-W-1", "2026-Q٣",
    "2026-W٤١", "２０２６", "2026-X11", "2026-10-01 .. 2026-10-02", "2026-10-01–2026-10-15",
    "2026-W99999999999999999999",
  ])
  func `anything else is no period`(text: String) {
    #expect(Period(text) == nil)
  }

  @Test func `every form is what its own example says`() {
    for form in Period.forms.replacing(" or ", with: ", ").split(separator: ", ") {
      #expect(Period(String(form))?.description == String(form))
    }
  }

  private static let kinds: [Period.Kind] = [.day, .week, .month, .quarter, .year]

  @Test(arguments: kinds)
  func `periods of a kind tile the days`(kind: Period.Kind) throws {
    let start = try #require(Day("1995-06-17"))
    var period = Period(kind, containing: start)
    for steps in 0..<400 {
      #expect(period == Period(kind, containing: start).advanced(by: steps))
      #expect(Period(period.description) == period)
      #expect(Period(kind, containing: period.start) == period)
      #expect(Period(kind, containing: period.last) == period)
      let next = period.advanced(by: 1)
      #expect(next.start == period.stop && next.advanced(by: -1) == period)
      period = next
    }
  }

  @Test func `a range moves by its own length`() throws {
    let range = try #require(Period("2024-02-20..2024-03-04"))
    #expect(range.length == 14)
    #expect(range.advanced(by: 1).description == "2024-03-05..2024-03-18")
    #expect(range.advanced(by: -2).advanced(by: 2) == range)
  }

  @Test func `an empty range is none`() throws {
    let day = try #require(Day("2026-10-01"))
    #expect(Period(from: day, before: day) == nil)
    #expect(Period(from: day, before: day.advanced(by: -1)) == nil)
    #expect(Period(from: day, before: day.advanced(by: 1))?.length == 1)
  }

  @Test func `the first days of a period are a range, all of them the period`() throws {
    let month = try #require(Period("2026-10"))
    #expect(month.prefix(days: 31) == month && month.prefix(days: 99) == month)
    #expect(month.prefix(days: 15).description == "2026-10-01..2026-10-15")
    #expect(month.prefix(days: 0).length == 1 && month.prefix(days: -4).length == 1)
  }

  @Test func `pieces tile a period, whole ones inside and cut ones at its ends`() throws {
    var generator = SeededGenerator(seed: 10)
    let epoch = try #require(Day("2015-01-01"))
    for _ in 0..<300 {
      let start = epoch.advanced(by: Int.random(in: 0...4000, using: &generator))
      let length = Int.random(in: 1...500, using: &generator)
      let span = try #require(Period(from: start, before: start.advanced(by: length)))
      for kind in Self.kinds {
        let pieces = span.pieces(of: kind)
        #expect(pieces.first?.start == span.start && pieces.last?.stop == span.stop)
        #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.stop == $1.start })
        #expect(pieces.dropFirst().dropLast().allSatisfy { $0.kind == kind })
        for piece in pieces {
          let whole = Period(kind, containing: piece.start)
          #expect(whole.contains(piece.last))
          #expect((piece == whole) == (piece.length == whole.length))
        }
      }
    }
    let year = try #require(Period("2026"))
    #expect(year.pieces(of: .month).map(\.description).first == "2026-01")
    #expect(year.pieces(of: .month).count == 12 && year.pieces(of: .quarter).count == 4)
    #expect(year.pieces(of: .week).count == 53 && year.pieces(of: .year) == [year])
  }
}
