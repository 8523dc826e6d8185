import UsageModel
public import UsageStore

extension ReportRequest {
  /// Keeps the forecasts of reports whose files are written, so that later reports can say how they turned out.
  ///
  /// No report of the same moment reads them: they are of periods that were not over then.
  public func keepForecasts(
    of outcomes: [ReportOutcome],
    in store: any UsageStore
  ) throws(StoreError) {
    // Reports that ask the same question get the same answer, and may show other ranges of it.
    var forecasts: [String: ShownForecast] = [:]
    for forecast in outcomes.flatMap(\.forecasts) {
      let place = "\(forecast.question) \(forecast.days)"
      forecasts[place] = forecasts[place].map { $0.joined(with: forecast) } ?? forecast
    }
    try store.record(forecasts.sorted { $0.key < $1.key }.map(\.value), learntAt: moment)
  }
}
