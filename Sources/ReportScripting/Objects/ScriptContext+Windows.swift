import LuaHost
import UsageModel

extension ScriptContext {
  /// The day that the report's period ends on, or today where it is running.
  var referenceDay: Day { max(period.start, min(period.last, today)) }

  /// The billing windows of a source around a day.
  func windows(of source: String, until day: Day) throws -> [BillingWindow] {
    let query = UsageQuery(
      days: day.advanced(by: -62)..<day.advanced(by: 1),
      dimensions: [],
      filter: UsageFilter([.init(.source, anyOf: [.init(source)])]),
      asOf: input.asOf
    )
    // A star in a name is a wildcard.
    let records = try answer(query).records.filter { $0.source == source }
    return Set(records.compactMap(\.window)).sorted { $0.start < $1.start }
  }

  /// Asks for records that are only looked through, and gone afterwards.
  func answer(_ query: UsageQuery) throws -> UsageAnswer {
    try look()
    let answer = try ask { try $0.answer(query) }
    _ = try hold(answer.records.count * MemorySize.record)
    try work(answer.records.count * 2)
    return answer
  }
}
