public import UsageModel

extension NumberFormat {
  /// Writes a month's short name, such as `Nov`.
  public func shortMonth(_ month: Month) -> String { locale.months[month.month - 1] }

  /// Writes a day, such as `20 Nov`, with the year where it is not the implied one.
  public func day(_ day: Day) -> String {
    let month = day.month
    let year = month.year == impliedYear ? nil : month.year
    return locale.day(day.dayOfMonth, month: month.month, year: year)
  }

  /// Writes a moment in UTC, such as `21 Nov 2026, 06:00 UTC`.
  public func time(_ time: Timestamp, withYear: Bool = false) -> String {
    let day = time.utcDay
    let seconds = time.seconds - Int64(day.daysSince1970) * 86_400
    let clock = [seconds / 3600, seconds / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    var format = self
    if withYear { format.impliedYear = nil }
    return "\(format.day(day)), \(clock.joined(separator: ":")) UTC"
  }

  /// Writes a length of time in its largest whole unit, under 72 hours in hours, such as `52 hours`.
  public func duration(seconds: FixedDecimal) -> String {
    let sign = seconds.isNegative ? Self.minus : ""
    let length = seconds.magnitude
    let whole = length.units / FixedDecimal.unitsPerOne
    if whole == 0 && !length.isZero {
      let milliseconds = FixedDecimal(units: length.units * 1000)
      return "\(sign)\(number(milliseconds, decimals: 0)) ms"
    }
    let (count, unit): (Int128, String) =
      switch whole {
      case ..<60: (whole, "second")
      case ..<3600: (whole / 60, "minute")
      case ..<(72 * 3600): (whole / 3600, "hour")
      default: (whole / 86_400, "day")
      }
    let (digits, overflow) = count.multipliedReportingOverflow(by: FixedDecimal.unitsPerOne)
    let text = overflow ? "\(count)" : number(FixedDecimal(units: digits), decimals: 0)
    return "\(sign)\(text) \(unit)\(count == 1 ? "" : "s")"
  }
}
