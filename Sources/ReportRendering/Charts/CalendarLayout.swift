import ReportDocument
import UsageModel

/// The days of a calendar by months and weeks, with what each of them shows.
struct CalendarLayout {
  /// What a day shows.
  enum Cell: Equatable {
    /// An amount and its step.
    case amount(String, step: Int, isIncomplete: Bool)
    /// Nothing is known of it.
    case missing
    /// It is still to come, and this is expected.
    case expected(String)
    /// It is still to come.
    case upcoming
  }

  /// The weekdays, Monday first.
  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  let calendar: Chart.Calendar
  let steps: CalendarSteps
  private let words: ChartWords
  private let format: NumberFormat

  init(_ calendar: Chart.Calendar, unit: ChartUnit, format: NumberFormat) {
    self.calendar = calendar
    self.format = format
    words = ChartWords(unit: unit, format: format)
    steps = Self.steps(for: calendar, unit: unit)
  }

  /// The steps of a calendar's colours.
  static func steps(for calendar: Chart.Calendar, unit: ChartUnit) -> CalendarSteps {
    var places = 1
    if case .money(let currency) = unit { places = max(1, Currency(currency).decimals ?? 1) }
    return CalendarSteps(calendar.actual.compactMap(\.known), places: places)
  }

  /// Whether any day has an amount.
  var hasData: Bool {
    calendar.actual.contains { $0.known != nil } || calendar.upcoming.contains { $0 != nil }
  }

  /// What a day shows; nil for one that the calendar is not about.
  func cell(_ day: Day) -> Cell? {
    guard calendar.days.contains(day) else { return nil }
    let index = day - calendar.first
    guard index < calendar.actual.count else {
      let expected = calendar.upcoming[index - calendar.actual.count]
      return expected.map { .expected(text($0)) } ?? .upcoming
    }
    let amount = calendar.actual[index]
    guard let known = amount.known else { return .missing }
    return .amount(text(known), step: steps.step(of: known), isIncomplete: amount.isIncomplete)
  }

  /// What is known of some days, added up; nil where nothing is, or where the sum is too large.
  func total(of days: Range<Day>) -> FixedDecimal? {
    let days = days.clamped(to: calendar.first..<calendar.first.advanced(by: calendar.actual.count))
    let known = days.compactMap { calendar.actual[$0 - calendar.first].known }
    return known.isEmpty ? nil : try? FixedDecimal.sum(of: known)
  }

  /// Whether days of a range are still to come.
  func isRunning(_ days: Range<Day>) -> Bool {
    calendar.first.advanced(by: calendar.actual.count)
      < min(days.upperBound, calendar.days.upperBound)
  }

  /// The months that the calendar has days of.
  var months: [Month] {
    guard !calendar.days.isEmpty else { return [] }
    var months = [calendar.first.month]
    let last = calendar.days.upperBound.advanced(by: -1).month
    while let month = months.last, month < last { months.append(month.advanced(by: 1)) }
    return months
  }

  /// The Mondays of the weeks that some days lie in.
  static func weeks(of days: Range<Day>) -> [Day] {
    guard !days.isEmpty else { return [] }
    let last = days.upperBound.advanced(by: -1)
    return Array(stride(from: days.lowerBound.startOfWeek, through: last, by: 7))
  }

  /// An amount in whole units, or with the decimals that the steps need; shorter where it is long.
  private func text(_ amount: FixedDecimal) -> String {
    amount.magnitude >= 10_000
      ? format.compact(amount) : format.number(amount, decimals: steps.decimals)
  }

  /// What each step stands for.
  var legend: [String] {
    let bounds = steps.bounds
    var smallest = FixedDecimal.unitsPerOne
    for _ in 0..<steps.decimals { smallest /= 10 }
    let ranges = zip(bounds, bounds.dropFirst()).map { low, high in
      let (first, last) = (text(low), text(FixedDecimal(units: high.units - smallest)))
      return first == last ? first : "\(first)–\(last)"
    }
    return ["< \(text(bounds[0]))"] + ranges + ["\(text(bounds[bounds.count - 1])) +"]
  }

  /// What is counted, such as `US dollars a day`.
  var unitName: String {
    switch words.unit {
    case .money(let currency): "\(Currency(currency).name) a day"
    case .count: words.unitName.isEmpty ? "A day" : "\(words.unitName) a day"
    }
  }

  /// The days of a month that the calendar is about.
  func days(of month: Month) -> Range<Day> { (month.start..<month.stop).clamped(to: calendar.days) }

  /// Whether any day is incomplete, is missing, or is still to come.
  var isIncomplete: Bool { calendar.actual.contains(where: \.isIncomplete) }
  var hasMissing: Bool { calendar.actual.contains(.missing) }
  var hasExpected: Bool { calendar.upcoming.contains { $0 != nil } }
  var hasUpcoming: Bool { calendar.upcoming.contains(nil) }
}
