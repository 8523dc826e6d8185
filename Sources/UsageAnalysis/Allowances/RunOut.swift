public import UsageModel

/// The day on which an allowance is probably used up.
///
/// Where what is drawn can be forecast (``AccountAllowances``), half of the simulated paths have used it up by the
/// expected day, one in ten by the early day and nine in ten by the late one. Otherwise its latest pace tells: what was
/// seen is cut into days that end at the newest point, seven at most, and only as far back as the allowance has neither
/// started again nor grown. The mean of these days' paces gives the expected day; the fastest and the slowest of them give
/// the early and the late one. The paces say nothing of what will change.
public struct RunOut: Hashable, Sendable {
  /// The day by which it is as likely used up as not.
  public let expected: Day
  /// The day by which it may be used up already.
  public let early: Day
  /// The day by which it is nearly certainly used up; nil where it may last until it starts again.
  public let late: Day?

  /// How many days have to be seen.
  public static let fewestDays: Int = 3
  /// How many days count: a week, in which every weekday is once.
  public static let mostDays: Int = 7
  /// How far ahead a week's pace is taken, in days.
  public static let horizon: Int = 366

  /// The days as a forecast tells them.
  init(expected: Day, early: Day, late: Day?) {
    (self.expected, self.early, self.late) = (expected, early, late)
  }

  /// Works out the days from what was seen, in order of time.
  ///
  /// It is nil where the allowance starts again before it is used up, where that is more than a year ahead, where nothing
  /// was used lately, where less than three days were seen, where the platform does not tell what is left, and where there
  /// was nothing from the start. Where nothing is left, it is the day on which that was seen first.
  public init?(of points: [AllowancePoint], at moment: Timestamp, in calendar: ReportingCalendar)
    throws(ArithmeticOverflow)
  {
    let points = points.filter { $0.observedAt <= moment }
    guard let last = points.last else { return nil }
    if let resetsAt = last.allowance.resetsAt, resetsAt <= moment { return nil }
    guard let left = try last.allowance.left, last.allowance.limit?.isZero != true else {
      return nil
    }
    let stretch = try Stretch(endOf: points)
    guard left > 0 else {
      guard let first = try stretch.firstUsedUp else { return nil }
      let day = calendar.day(of: first)
      (expected, early, late) = (day, day, day)
      return
    }
    let gains = try stretch.dailyGains(atMost: Self.mostDays)
    guard gains.count >= Self.fewestDays, let fastest = gains.max(), let slowest = gains.min()
    else {
      return nil
    }
    let end = last.allowance.resetsAt
    func day(gaining gain: FixedDecimal, over days: Int) throws(ArithmeticOverflow) -> Day? {
      guard gain > 0 else { return nil }
      let seconds = try (left * FixedDecimal(days * 86_400)).divided(by: gain) ?? .zero
      guard seconds < FixedDecimal(Self.horizon * 86_400) else { return nil }
      let whole = Int64(seconds.units / FixedDecimal.unitsPerOne)
      let moment = last.observedAt.advanced(bySeconds: whole)
      if let end, moment >= end { return nil }
      return calendar.day(of: moment)
    }
    guard let expected = try day(gaining: try FixedDecimal.sum(of: gains), over: gains.count) else {
      return nil
    }
    self.expected = expected
    early = try day(gaining: fastest, over: 1) ?? expected
    late = try day(gaining: slowest, over: 1)
  }
}

extension RunOut {
  /// What of an allowance probably expires unused, at the paces of the last days.
  ///
  /// It is nil where less than three days were seen, where nothing is left over, and where it does not start again.
  static func unused(
    of points: [AllowancePoint],
    expires: Bool,
    at moment: Timestamp
  ) throws(ArithmeticOverflow) -> AllowanceStanding.Unused? {
    guard expires, let last = points.last, let resetsAt = last.allowance.resetsAt,
      resetsAt > moment, let left = try last.allowance.left, left > 0
    else { return nil }
    let gains = try Stretch(endOf: points).dailyGains(atMost: mostDays)
    guard gains.count >= fewestDays, let fastest = gains.max(), let slowest = gains.min() else {
      return nil
    }
    let milliseconds = FixedDecimal(Int(resetsAt.milliseconds - last.observedAt.milliseconds))
    func rest(after gain: FixedDecimal, over days: Int) throws(ArithmeticOverflow) -> FixedDecimal {
      let drawn =
        try (try gain * milliseconds).divided(by: FixedDecimal(days * 86_400_000)) ?? .zero
      return max(.zero, try left - drawn)
    }
    let unused = AllowanceStanding.Unused(
      expected: try rest(after: try FixedDecimal.sum(of: gains), over: gains.count),
      low: try rest(after: fastest, over: 1),
      high: try rest(after: slowest, over: 1)
    )
    return unused.high > 0 ? unused : nil
  }
}

/// The newest part of what was seen of an allowance, in which it was only used up.
private struct Stretch {
  /// How much was used by each moment, counted from anywhere.
  private var used: [(at: Timestamp, amount: FixedDecimal)] = []
  private let points: [AllowancePoint]

  init(endOf all: [AllowancePoint]) throws(ArithmeticOverflow) {
    // What is used is told, or else it is what the rest has lost.
    let isUsedTold = all.last?.allowance.used != nil
    var start = all.count
    for index in all.indices.reversed() {
      let allowance = all[index].allowance
      guard allowance.resetsAt == all.last?.allowance.resetsAt,
        let amount = isUsedTold ? allowance.used : try allowance.left?.negated,
        amount <= used.last?.amount ?? amount
      else { break }
      used.append((all[index].observedAt, amount))
      start = index
    }
    used.reverse()
    points = Array(all[start...])
  }

  /// When nothing was left for the first time.
  var firstUsedUp: Timestamp? {
    get throws(ArithmeticOverflow) {
      for point in points where try point.allowance.left ?? 1 <= 0 { return point.observedAt }
      return nil
    }
  }

  /// What was used on each whole day before the newest point, the newest day first.
  func dailyGains(atMost count: Int) throws(ArithmeticOverflow) -> [FixedDecimal] {
    guard let first = used.first, let last = used.last else { return [] }
    var gains: [FixedDecimal] = []
    var later = last.amount
    for day in 1...count {
      let moment = last.at.advanced(bySeconds: Int64(-day) * 86_400)
      guard moment >= first.at else { break }
      let amount = try amount(at: moment)
      gains.append(try later - amount)
      later = amount
    }
    return gains
  }

  /// How much was used by a moment between the first and the last one; between two points it grows evenly.
  private func amount(at moment: Timestamp) throws(ArithmeticOverflow) -> FixedDecimal {
    guard let next = used.firstIndex(where: { $0.at >= moment }), next > 0, used[next].at > moment
    else { return used.first { $0.at >= moment }?.amount ?? .zero }
    let (before, after) = (used[next - 1], used[next])
    let span = FixedDecimal(Int(after.at.milliseconds - before.at.milliseconds))
    let elapsed = FixedDecimal(Int(moment.milliseconds - before.at.milliseconds))
    let part = try (try (after.amount - before.amount) * elapsed).divided(by: span) ?? .zero
    return try before.amount + part
  }
}

extension Allowance {
  /// What is left of it, as told or as the limit less what is used.
  var left: FixedDecimal? {
    get throws(ArithmeticOverflow) {
      if let remaining { return remaining }
      guard let limit, let used else { return nil }
      return try limit - used
    }
  }
}
