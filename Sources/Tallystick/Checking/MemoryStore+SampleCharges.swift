import UsageModel
import UsageStore

extension MemoryStore {
  /// Makes up charges of the sources that were imported into a store: the same names, and no amount of the store's own.
  func addSampleCharges(
    like store: any UsageStore,
    in currency: String,
    at moment: Timestamp
  ) throws {
    let month = moment.utcDay.month
    let start = BillingWindow(month: month, basis: .calendarMonth).start
    let end = BillingWindow(month: month.advanced(by: 1), basis: .calendarMonth).start
    let hours = stride(from: Int64(0), to: moment.seconds - start.seconds, by: 3600)
    let periods = try store.importedSources(asOf: moment).map { source in
      var gathering = ChargeGathering()
      for provider in source.providers {
        let line = ImportedCharges.Line(
          provider: provider,
          appID: "sample-app",
          service: "sample-service",
          currency: currency
        )
        for hour in hours {
          let begin = start.advanced(bySeconds: hour)
          let charge = ImportedCharge(
            line: line,
            span: begin..<begin.advanced(bySeconds: 3600),
            billed: 1,
            effective: 1
          )
          try gathering.add(charge)
        }
      }
      let charges = gathering.charges()
      return ImportedPeriod(
        source: source.name,
        period: start..<end,
        rows: charges.count,
        charges: charges
      )
    }
    try keep(FileImport(periods: periods, files: []), learntAt: moment.advanced(bySeconds: -1))
  }
}
