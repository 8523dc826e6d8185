/// A calendar month.
public struct Month: Hashable, Sendable {
  /// The English names, January first; reports and platforms both use them.
  public static let englishNames: [String] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The year.
  public let year: Int

  /// The number of the month, 1 to 12.
  public let month: Int

  /// Creates a month.
  public init(year: Int, month: Int) {
    precondition((1...12).contains(month), "a month is a number from 1 to 12")
    self.year = year
    self.month = month
  }

  /// Reads `2026-10`.
  public init?(_ text: String) {
    guard text.utf8.count == 7, let first = Day(text + "-01") else { return nil }
    self = first.month
  }

  /// The first day.
  public var start: Day {
    Day(daysSince1970: Day.daysSince1970(year: year, month: month, day: 1))
  }

  /// The first day of the next month.
  public var stop: Day { advanced(by: 1).start }

  /// How many days the month has.
  public var length: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The month that many months later.
  public func advanced(by months: Int) -> Month {
    let count = year * 12 + month - 1 + months
    let year = count >= 0 ? count / 12 : (count - 11) / 12
    return Month(year: year, month: count - year * 12 + 1)
  }

  /// The month as people write it: `October 2026`.
  public var englishName: String { "\(Self.englishNames[month - 1]) \(year)" }
}

// MARK: - Comparable
extension Month: Comparable {
  /// Whether the left month is the earlier one.
  public static func < (left: Month, right: Month) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}

// MARK: - CustomStringConvertible
extension Month: CustomStringConvertible {
  /// The month as `YYYY-MM`.
  public var description: String { "\(Day.padded(year, to: 4))-\(Day.padded(month, to: 2))" }
}
