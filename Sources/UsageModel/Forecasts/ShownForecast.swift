/// A forecast of a period that a finished report showed, kept so that it can be compared with what came.
public struct ShownForecast: Hashable, Sendable, Codable {
  /// Between which totals the period was to end, with some likelihood.
  public struct Range: Hashable, Sendable, Codable {
    /// How many of a hundred such periods were to end in it.
    public let level: Int
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// Describes a range.
    public init(level: Int, low: Double, high: Double) {
      self.level = level
      self.low = low
      self.high = high
    }
  }

  /// What was forecast, and how, in a fixed form: the same question has the same text.
  public let question: String
  /// The first day of the period, counted from 1 January 1970.
  private let start: Int
  /// The first day after it.
  private let stop: Int
  /// The first day that was not over.
  private let made: Int
  /// The total that was expected; an estimate, not an amount of the books.
  public let expected: Double
  /// The ranges that were told.
  public let ranges: [Range]

  /// Describes a forecast; nil for one that nobody could have made: not of a period that was still running or to come,
  /// with amounts that are no numbers, or too long to keep.
  public init?(
    of question: String,
    for days: Swift.Range<Day>,
    madeOn day: Day,
    expected: Double,
    ranges: [Range]
  ) {
    self.question = question
    start = days.lowerBound.daysSince1970
    stop = days.upperBound.daysSince1970
    made = day.daysSince1970
    self.expected = expected
    self.ranges = ranges
    guard isSound else { return nil }
  }

  /// The same with the ranges of both, where the other one says the same; else this one.
  public func joined(with other: ShownForecast) -> ShownForecast {
    guard other.question == question, other.days == days, other.madeOn == madeOn,
      other.expected == expected
    else { return self }
    let more = other.ranges.filter { range($0.level) == nil }
    return ShownForecast(
      of: question,
      for: days,
      madeOn: madeOn,
      expected: expected,
      ranges: Array((ranges + more).sorted { $0.level < $1.level }.prefix(Self.mostRanges))
    ) ?? self
  }

  /// How many ranges are kept.
  private static let mostRanges = 10

  /// The days of the period.
  public var days: Swift.Range<Day> { Day(daysSince1970: start)..<Day(daysSince1970: stop) }

  /// The first day that was not over when it was made.
  public var madeOn: Day { Day(daysSince1970: made) }

  /// The range of a level, in percent.
  public func range(_ level: Int) -> Range? { ranges.first { $0.level == level } }

  /// Whether it can be one: it may come from a process that a script got hold of.
  public var isSound: Bool {
    let amounts = [expected] + ranges.flatMap { [$0.low, $0.high] }
    return start < stop && made < stop && start > Self.firstDay && stop <= Self.lastDay
      && made > Self.firstDay && amounts.allSatisfy(\.isFinite) && ranges.count <= Self.mostRanges
      && ranges.allSatisfy { (1...99).contains($0.level) && $0.low <= $0.high }
      && question.utf8.count <= Self.longestQuestion
  }

  /// The longest question that is kept, in bytes.
  public static let longestQuestion: Int = 2000
  // The days of the years 1 to 9999.
  private static let (firstDay, lastDay) = (-719_163, 2_932_897)
}
