import Synchronization
public import UsageModel

extension MemoryStore {
  /// Keeps forecasts that finished reports showed.
  public func record(_ forecasts: [ShownForecast], learntAt moment: Timestamp) {
    keptForecasts.withLock { kept in
      for forecast in forecasts { kept[forecast.place, default: [:]][moment] = forecast }
    }
  }

  /// The forecasts of a question, as known at a moment.
  public func forecasts(of question: String, asOf moment: Timestamp) -> [ShownForecast] {
    keptForecasts.withLock { kept in
      kept.values.compactMap { versions in
        versions.filter { $0.key <= moment }.max { $0.key < $1.key }?.value
      }
    }
    .filter { $0.question == question }.sorted(by: ShownForecast.isOrdered)
  }
}
