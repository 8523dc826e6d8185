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
    var forecasts = outcomes.flatMap(\.forecasts)
    // Reports that ask the same question on the same day get the same answer.
    var seen: Set<String> = []
    forecasts = forecasts.filter { seen.insert("\($0.question) \($0.days)").inserted }
    try store.record(forecasts, learntAt: moment)
  }
}
