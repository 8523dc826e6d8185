import LuaHost
import UsageModel

extension ScriptContext {
  /// The day that the report's period ends on, or today where it is running.
  var referenceDay: Day { max(period.start, min(period.last, today)) }

  /// The billing windows of a source around a day.
  func windows(of source: String, until day: Day) throws -> [BillingWindow] {
    try answer(.windows(of: source, until: day, asOf: input.asOf)).windows(of: source)
  }

  /// Asks for columns that are only looked through, with effective costs.
  func tabular(_ query: UsageQuery) throws -> TabularAnswer {
    try look()
    let answer = try ask { try $0.table(query, view: .effective) }
    _ = try hold(answer.table.byteCount)
    try work(answer.table.count)
    return answer
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
