import LuaHost
import UsageModel

extension PluginFields {
  /// A moment: a day, an RFC 3339 time, or seconds since 1970; nil where the field is missing.
  func moment(_ name: String) throws(PluginProblem) -> Timestamp? {
    switch table[name] {
    case .nil: return nil
    case .integer(let seconds) where Self.seconds.contains(seconds):
      return Timestamp(seconds: seconds)
    case .string(let string):
      let text = string.text
      if let day = Day(text) { return day.utcStart }
      if let moment = Timestamp(rfc3339: text) { return moment }
    default: break
    }
    throw mismatch(
      name,
      "a day such as \"2026-11-03\", a time such as \"2026-11-03T00:00:00Z\", or seconds since 1970"
    )
  }

  /// A day in UTC; nil where the field is missing.
  func day(_ name: String) throws(PluginProblem) -> Day? {
    guard let moment = try moment(name) else { return nil }
    guard moment == moment.utcDay.utcStart else {
      throw mismatch(name, "a whole day in UTC, such as \"2026-11-03\"")
    }
    return moment.utcDay
  }

  /// An exact number; nil where the field is missing.
  func exact(_ name: String) throws(PluginProblem) -> FixedDecimal? {
    if case .nil = table[name] { return nil }
    let number: FixedDecimal
    do {
      number = try DecimalType.exact(table[name])
    } catch {
      throw problem(name, error.message)
    }
    guard number.magnitude <= Self.largest else {
      throw mismatch(name, "a number of at most 18 digits before the point")
    }
    return number
  }

  /// No counter comes near it, and sums of years of such values stay within the range.
  private static let largest = FixedDecimal(1_000_000_000_000_000_000)

  /// From the year 1970 to the year 9999.
  private static let seconds = Int64(0)...253_402_300_799
}

extension Day {
  /// The midnight in UTC with which the day begins.
  var utcStart: Timestamp { Timestamp(seconds: Int64(daysSince1970) * 86_400) }
}
