/// A calendar day of the proleptic Gregorian calendar, without a time zone.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01.
  public let daysSince1970: Int

  /// Creates a day from its distance to 1970-01-01.
  public init(daysSince1970: Int) {
    self.daysSince1970 = daysSince1970
  }

  /// Creates a day from its date; nil when the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Month(year: year, month: month).length).contains(day)
    else { return nil }
    daysSince1970 = Self.daysSince1970(year: year, month: month, day: day)
  }

  /// Reads `YYYY-MM-DD`.
  public init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].utf8.count == 4, fields[1].utf8.count == 2,
      fields[2].utf8.count == 2,
      fields.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(fields[0]), let month = Int(fields[1]), let day = Int(fields[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The month that contains the day.
  public var month: Month {
    let date = civilDate
    return Month(year: date.year, month: date.month)
  }

  /// The number of the day in its month, from 1.
  public var dayOfMonth: Int { civilDate.day }

  /// The day of the week: 1 is Monday, 7 is Sunday.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    ((daysSince1970 + 3) % 7 + 7) % 7 + 1
  }

  /// The Monday of the day's week.
  public var startOfWeek: Day { advanced(by: 1 - weekday) }

  /// The ISO 8601 week as `2026-W41`.
  public var isoWeek: String {
    // A week belongs to the year of its Thursday.
    let thursday = startOfWeek.advanced(by: 3)
    let year = thursday.month.year
    let first = Month(year: year, month: 1).start
    return "\(Self.padded(year, to: 4))-W\(Self.padded((thursday - first) / 7 + 1, to: 2))"
  }

  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  // The count of days treats March as the first month, so that the leap day is the last of a year;
  // an era is 400 years, which have 146,097 days. Howard Hinnant, "chrono-Compatible Low-Level Date
  // Algorithms", describes the arithmetic.
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private var civilDate: (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

// MARK: - Strideable
extension Day: Strideable {
  /// The day that many days later.
  public func advanced(by days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

  /// How many days lie between this day and another.
  public func distance(to other: Day) -> Int { other.daysSince1970 - daysSince1970 }

  /// How many days the left day is after the right one.
  public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}

// MARK: - CustomStringConvertible
extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String {
    let date = civilDate
    return "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-"
      + Self.padded(date.day, to: 2)
  }
}
