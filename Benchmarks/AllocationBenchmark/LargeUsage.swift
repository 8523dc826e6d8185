import UsageModel

/// A million records: ten accounts, 92 lines each, every day for three years.
enum LargeUsage {
  /// The first day.
  static let firstDay = Day(daysSince1970: 19_723)
  /// How many days there are.
  static let dayCount = 1096
  /// The days.
  static let days = firstDay..<firstDay.advanced(by: dayCount)
  /// How many accounts there are.
  static let sourceCount = 10
  /// How many lines an account has.
  static let lineCount = 92

  /// The cost of a record in millionths.
  static func millionths(source: Int, line: Int, day: Int) -> Int64 {
    // Not random, and unlike each other.
    Int64((line * 7919 + (day + source) * 104_729) % 99_991 + 1)
  }

  /// The name of the service of a line.
  static func service(of line: Int) -> String { "service-\(line * 7 % 40)" }

  /// The records, by day.
  static func table() -> UsageTable {
    let lines = (0..<(sourceCount * lineCount)).map { place in
      let line = place % lineCount
      return UsageLine(
        UsageRecord(
          day: firstDay,
          source: "source-\(place / lineCount)",
          provider: "platform",
          app: "app-\(line % 23)",
          appID: "app-\(line % 23)",
          service: service(of: line),
          category: "Other",
          meter: "calls",
          native: Money(0, "USD")
        )
      )
    }
    let count = lines.count * dayCount
    var lineOf: [UInt32] = []
    var days: [Int32] = []
    var costs: [Int64] = []
    var requests: [Int64] = []
    lineOf.reserveCapacity(count)
    days.reserveCapacity(count)
    costs.reserveCapacity(count)
    requests.reserveCapacity(count)
    for day in 0..<dayCount {
      for place in lines.indices {
        let (source, line) = place.quotientAndRemainder(dividingBy: lineCount)
        lineOf.append(UInt32(place))
        days.append(Int32(firstDay.daysSince1970 + day))
        costs.append(millionths(source: source, line: line, day: day) * 1_000_000)
        requests.append(Int64((line * 31 + day * 17 + source) % 900 + 1))
      }
    }
    return UsageTable(
      lines: lines,
      lineOf: lineOf,
      days: days,
      qualities: Array(repeating: 0, count: count),
      costs: AmountColumn(count: count, storage: .narrow(costs, places: FixedDecimal.places)),
      requests: AmountColumn(count: count, storage: .narrow(requests, places: 0)),
      quantities: AmountColumn(count: count, storage: .unknown),
      natives: AmountColumn(count: count, storage: .unknown)
    )
  }
}
