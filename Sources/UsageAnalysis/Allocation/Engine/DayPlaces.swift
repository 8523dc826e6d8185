import UsageModel

/// The days with usage, and each one's place among them.
struct DayPlaces: Sendable {
  /// The days, ascending.
  let days: [Day]
  private let places: [UInt32]
  private let first: Int

  init(_ table: UsageTable) {
    first = table.span.lowerBound
    var isUsed = [Bool](repeating: false, count: table.span.count)
    for day in table.days { isUsed[Int(day) - first] = true }
    var days: [Day] = []
    var places = [UInt32](repeating: 0, count: isUsed.count)
    for (place, used) in isUsed.enumerated() where used {
      places[place] = UInt32(days.count)
      days.append(Day(daysSince1970: first + place))
    }
    self.days = days
    self.places = places
  }

  @inline(__always)
  func place(of day: Int32) -> Int { Int(places[Int(day) - first]) }
}
