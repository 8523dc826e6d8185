/// A range of days that a report or a query is about.
public struct Period: Hashable, Sendable {
  /// What kind of range it is, which decides what "previous" means.
  public enum Kind: String, Hashable, Sendable {
    case day, week, month, quarter, year, range
  }

  /// The kind.
  public let kind: Kind

  /// The first day.
  public let start: Day

  /// The day after the last one.
  public let stop: Day

  private init(_ kind: Kind, _ start: Day, _ stop: Day) {
    self.kind = kind
    self.start = start
    self.stop = stop
  }

  /// Any range of days; nil when it would be empty.
  public init?(from start: Day, before stop: Day) {
    guard start < stop else { return nil }
    self.init(.range, start, stop)
  }

  /// The period of a kind that contains a day.
  public init(_ kind: Kind, containing day: Day) {
    let month = day.month
    switch kind {
    case .day, .range: self.init(kind, day, day.advanced(by: 1))
    case .week: self.init(kind, day.startOfWeek, day.startOfWeek.advanced(by: 7))
    case .month: self.init(kind, month.start, month.stop)
    case .quarter:
      let first = Month(year: month.year, month: (month.month - 1) / 3 * 3 + 1)
      self.init(kind, first.start, first.advanced(by: 3).start)
    case .year:
      let first = Month(year: month.year, month: 1)
      self.init(kind, first.start, first.advanced(by: 12).start)
    }
  }

  /// The forms that ``init(_:)`` reads, for error messages.
  public static let forms: String =
    "2026, 2026-Q3, 2026-10, 2026-W41, 2026-10-15 or 2026-10-01..2026-10-15"

  /// Reads `2026`, `2026-Q3`, `2026-10`, `2026-W41`, `2026-10-15` or `2026-10-01..2026-10-15`.
  ///
  /// Both days of a range are included.
  public init?(_ text: String) {
    if let dots = text.firstRange(of: "..") {
      guard let first = Day(String(text[..<dots.lowerBound])),
        let last = Day(String(text[dots.upperBound...])), first <= last
      else { return nil }
      self.init(.range, first, last.advanced(by: 1))
    } else if let day = Day(text) {
      self.init(.day, containing: day)
    } else if let month = Month(text) {
      self.init(.month, containing: month.start)
    } else if text.utf8.count == 4, let first = Day(text + "-01-01") {
      self.init(.year, containing: first)
    } else {
      let fields = text.split(separator: "-", omittingEmptySubsequences: false)
      guard fields.count == 2, fields[0].utf8.count == 4,
        let first = Day(fields[0] + "-01-01"), let letter = fields[1].first,
        fields[1].dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(fields[1].dropFirst())
      else { return nil }
      switch (letter, fields[1].utf8.count) {
      case ("Q", 2) where (1...4).contains(number):
        self.init(.quarter, containing: first.month.advanced(by: (number - 1) * 3).start)
      case ("W", 3):
        // 4 January is always in week 1.
        let week = first.advanced(by: 3).startOfWeek.advanced(by: (number - 1) * 7)
        guard week.isoWeek == text else { return nil }
        self.init(.week, containing: week)
      default: return nil
      }
    }
  }

  /// How many days the period has.
  public var length: Int { stop - start }

  /// The last day.
  public var last: Day { stop.advanced(by: -1) }

  /// The days, first to last.
  public var days: Range<Day> { start..<stop }

  /// Whether a day lies in the period.
  public func contains(_ day: Day) -> Bool { start <= day && day < stop }

  /// The period of the same kind that many steps later; a range moves by its own length.
  public func advanced(by steps: Int) -> Period {
    switch kind {
    case .day: Period(.day, containing: start.advanced(by: steps))
    case .week: Period(.week, containing: start.advanced(by: 7 * steps))
    case .month: Period(.month, containing: start.month.advanced(by: steps).start)
    case .quarter: Period(.quarter, containing: start.month.advanced(by: 3 * steps).start)
    case .year: Period(.year, containing: start.month.advanced(by: 12 * steps).start)
    case .range:
      Period(.range, start.advanced(by: length * steps), stop.advanced(by: length * steps))
    }
  }

  /// The first days of the period, at most that many, as a range; the period itself if it is shorter.
  public func prefix(days count: Int) -> Period {
    count >= length ? self : Period(.range, start, start.advanced(by: max(1, count)))
  }

  /// The pieces of a smaller kind that begin in the period, cut at its ends.
  public func pieces(of kind: Kind) -> [Period] {
    var pieces: [Period] = []
    var day = start
    while day < stop {
      let whole = Period(kind, containing: day)
      let end = min(whole.stop, stop)
      pieces.append(
        whole.start == day && end == whole.stop ? whole : Period(.range, day, end)
      )
      day = end
    }
    return pieces
  }

  /// The period as people write it: `October 2026`, `Q3 2026`, `1–15 October 2026`.
  public var label: String {
    switch kind {
    case .day: Self.dayName(start)
    case .week: "week \(start.isoWeek.suffix(2).drop { $0 == "0" }) of \(start.isoWeek.prefix(4))"
    case .month: start.month.englishName
    case .quarter: "Q\((start.month.month + 2) / 3) \(start.month.year)"
    case .year: String(start.month.year)
    case .range: rangeLabel
    }
  }

  private var rangeLabel: String {
    if length == 1 { return Self.dayName(start) }
    if start.month == last.month {
      return "\(start.dayOfMonth)–\(Self.dayName(last))"
    }
    let first =
      start.month.year == last.month.year
      ? "\(start.dayOfMonth) \(Month.englishNames[start.month.month - 1])" : Self.dayName(start)
    return "\(first) – \(Self.dayName(last))"
  }

  private static func dayName(_ day: Day) -> String { "\(day.dayOfMonth) \(day.month.englishName)" }
}

// MARK: - CustomStringConvertible
extension Period: CustomStringConvertible {
  /// The period in the form that ``init(_:)`` reads.
  public var description: String {
    switch kind {
    case .day: start.description
    case .week: start.isoWeek
    case .month: start.month.description
    case .quarter: "\(Day.padded(start.month.year, to: 4))-Q\((start.month.month + 2) / 3)"
    case .year: Day.padded(start.month.year, to: 4)
    case .range: "\(start)..\(last)"
    }
  }
}
