import Testing
import UsageModel

struct DayTests {
  /// Every day from the year 1 to 9999 would be slow; these steps meet every weekday, month and leap rule.
  private var samples: [Day] {
    stride(from: -719_162, through: 2_932_896, by: 311).map { Day(daysSince1970: $0) }
      + (-40_000..<40_000).map { Day(daysSince1970: $0) }
  }

  @Test func `a day reads back from its text and from its date`() {
    for day in samples {
      #expect(Day(day.description) == day)
      #expect(Day(year: day.month.year, month: day.month.month, day: day.dayOfMonth) == day)
    }
  }

  @Test func `days count up through the calendar without a gap`() throws {
    var (year, month, dayOfMonth) = (1890, 1, 1)
    var day = try #require(Day("1890-01-01"))
    var weekday = 3
    while year < 2110 {
      #expect(day.month == Month(year: year, month: month) && day.dayOfMonth == dayOfMonth)
      #expect(day.weekday == weekday)
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      dayOfMonth += 1
      if dayOfMonth > lengths[month - 1] { (month, dayOfMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      weekday = weekday % 7 + 1
      day = day.advanced(by: 1)
    }
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func `known days`(text: String, number: Int) {
    #expect(Day(text)?.daysSince1970 == number)
    #expect(Day(daysSince1970: number).description == text)
  }

  @Test(arguments: [
    "", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
    "2026-01-00",
    "0000-01-01", "2026-1-01", "2026-01-1", "026-01-01", "12026-01-01", "2026/01/01", "2026-01-01 ",
    "+026-01-01", "2026--1-01", "2026-01-01-", "２０２６-01-01", "2026-٠١-01", "2026-01-0\u{301}1",
  ])
  func `anything else is no day`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    ("2005-01-01", "2004-W53"), ("2005-01-02", "2004-W53"), ("2005-12-31", "2005-W52"),
    ("2006-01-01", "2005-W52"), ("2006-01-02", "2006-W01"), ("2006-12-31", "2006-W52"),
    ("2007-01-01", "2007-W01"), ("2007-12-30", "2007-W52"), ("2007-12-31", "2008-W01"),
    ("2008-12-28", "2008-W52"), ("2008-12-29", "2009-W01"), ("2009-12-31", "2009-W53"),
    ("2010-01-03", "2009-W53"), ("2010-01-04", "2010-W01"), ("2020-12-31", "2020-W53"),
    ("2021-01-03", "2020-W53"), ("2024-12-30", "2025-W01"), ("2026-01-01", "2026-W01"),
    ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
  ])
  func `ISO weeks at the ends of years`(day: String, week: String) {
    #expect(Day(day)?.isoWeek == week)
  }

  @Test func `the days of a week share it, and weeks follow each other`() {
    for day in samples where day.month.year > 1 && day.month.year < 9999 {
      #expect(day.startOfWeek.weekday == 1)
      #expect((0..<7).contains(day - day.startOfWeek))
      #expect(day.isoWeek == day.startOfWeek.isoWeek)
      #expect(day.isoWeek != day.advanced(by: 7).isoWeek)
      #expect(Period(day.isoWeek)?.contains(day) == true)
    }
  }
}

struct MonthTests {
  @Test func `months read back and follow each other`() {
    var month = Month(year: 1, month: 1)
    while month.year < 9999 {
      let next = month.advanced(by: 1)
      #expect(Month(month.description) == month)
      #expect(month < next && next.advanced(by: -1) == month)
      #expect(month.stop == next.start)
      #expect(month.stop - month.start == month.length)
      #expect(month.start.month == month && month.stop.advanced(by: -1).month == month)
      month = month.advanced(by: 7)
    }
  }

  @Test func `months before the first year do not trap`() {
    #expect(Month(year: 1, month: 1).advanced(by: -1) == Month(year: 0, month: 12))
    #expect(Month(year: 0, month: 1).advanced(by: -13) == Month(year: -2, month: 12))
    #expect(Month(year: -2, month: 12).advanced(by: 13) == Month(year: 0, month: 1))
  }

  @Test(arguments: ["", "2026", "2026-1", "2026-13", "2026-00", "2026-10-", "0000-01", "２026-1"])
  func `anything else is no month`(text: String) {
    #expect(Month(text) == nil)
  }

  @Test func `a number beyond twelve is a mistake of the program`() async {
    await #expect(processExitsWith: .failure) { _ = Month(year: 2026, month: 13) }
  }
}
