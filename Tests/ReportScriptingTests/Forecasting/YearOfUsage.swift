import ReportScripting
import UsageModel

/// Daily usage of two apps from 1 January to 20 November 2026, with a quiet weekend, and a fee on the first of each
/// month.
enum YearOfUsage {
  static let first = day("2026-01-01")

  /// The usage; `changed` may tell another amount for a day and app.
  static func records(
    _ changed: (_ day: Day, _ app: String, _ usual: Int) -> Int? = { _, _, usual in usual }
  ) -> [UsageRecord] {
    let days = first..<day("2026-11-21")
    let usage = days.flatMap { day in
      ["Shop", "Wallet"].compactMap { app -> UsageRecord? in
        let weekday = day.daysSince1970 % 7
        let usual = (weekday >= 5 ? 40 : 100) * (app == "Shop" ? 3 : 1)
        guard let amount = changed(day, app, usual) else { return nil }
        return UsageRecord(
          day: day,
          source: "puter-main",
          provider: "puter",
          app: app,
          effective: FixedDecimal(amount)
        )
      }
    }
    let fees = (1...12).map { month in
      UsageRecord(
        day: Month(year: 2026, month: month).start,
        source: "helius",
        provider: "helius",
        charge: .fee,
        effective: 49
      )
    }
    return usage + fees
  }

  static func input(_ script: String, _ records: [UsageRecord] = records()) -> ScriptInput {
    ReportScriptingTests.input(script, data: MadeUpData(records: records))
  }
}
