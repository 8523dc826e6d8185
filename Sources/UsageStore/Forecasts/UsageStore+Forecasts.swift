public import UsageModel

// What a store answers that keeps no forecasts.
extension UsageStore {
  /// Refuses the forecasts.
  public func record(
    _ forecasts: [ShownForecast],
    learntAt moment: Timestamp
  ) throws(StoreError) {
    throw StoreError(.unusable, "this store keeps no forecasts")
  }

  /// There are none.
  public func forecasts(
    of question: String,
    asOf moment: Timestamp
  ) throws(StoreError) -> [ShownForecast] { [] }
}

extension ShownForecast {
  /// What is forecast, and on which day: of forecasts that share it, the newest counts.
  struct Place: Hashable {
    let question: String
    let days: Swift.Range<Day>
    let madeOn: Day
  }

  var place: Place { Place(question: question, days: days, madeOn: madeOn) }

  /// By period, then by the day on which they were made.
  static func isOrdered(_ left: Self, _ right: Self) -> Bool {
    func order(_ forecast: Self) -> [Int] {
      [forecast.days.lowerBound, forecast.days.upperBound, forecast.madeOn].map(\.daysSince1970)
    }
    return order(left).lexicographicallyPrecedes(order(right))
  }
}
