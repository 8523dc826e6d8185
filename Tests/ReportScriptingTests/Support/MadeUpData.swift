import ReportScripting
import UsageModel

/// Records in memory, answered as a store would.
struct MadeUpData: ScriptData {
  var records: [UsageRecord] = MadeUpData.twoMonths
  var coverage: FixedDecimal? = FixedDecimal("0.95")
  var allowances: [AllowanceSeries] = []
  /// The terms with the moments from which they are known, in order of time.
  var known: [KnownTerms] = []
  /// The metrics, known from the beginning.
  var metrics: [MetricSeries] = []

  /// What earlier reports forecast, known from the beginning.
  var shown: [ShownForecast] = []

  func forecasts(of question: String, asOf moment: Timestamp) -> [ShownForecast] {
    shown.filter { $0.question == question }
  }

  func answer(_ query: UsageQuery) -> UsageAnswer {
    UsageAnswer(
      records: records.filter { query.days.contains($0.day) && query.filter.accepts($0) },
      coverage: coverage
    )
  }

  func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] {
    allowances.compactMap { series in
      var series = series
      series.points = series.points.filter { $0.observedAt >= start && $0.learntAt <= moment }
      return series.points.isEmpty ? nil : series
    }
  }

  func terms(asOf moment: Timestamp) -> Terms {
    known.last { $0.learntAt <= moment }?.terms ?? Terms()
  }

  func metrics(asOf moment: Timestamp) -> [String] { metrics.map(\.name).sorted() }

  func metric(named name: String, on days: Range<Day>, asOf moment: Timestamp) -> MetricSeries? {
    metrics.first { $0.name == name }.map { metric in
      MetricSeries(
        name: name,
        dimensions: metric.dimensions,
        points: metric.points.filter { days.contains($0.day) }
      )
    }
  }

  static let empty = MadeUpData(records: [], coverage: nil)

  /// October in full and November to the 21st, which is running; nothing on 5 November.
  ///
  /// A day of November: Shop 2 USD and 10 requests, Wallet 1 USD and 5 requests, both on puter, and 50
  /// helius credits. A day of October: Shop 1 USD, Wallet 1 USD, and Legacy 0.5 USD on notte.
  static let twoMonths: [UsageRecord] = october + november

  private static let october = (1...31).flatMap { day in
    let day = Day(daysSince1970: firstOfOctober + day - 1)
    return [
      puter(day, "Shop", "ai", 1, requests: 8), puter(day, "Wallet", "storage", 1, requests: 5),
      UsageRecord(
        day: day,
        source: "notte-main",
        provider: "notte",
        app: "Legacy",
        service: "browser",
        billed: FixedDecimal("0.5"),
        effective: FixedDecimal("0.5")
      ),
    ]
  }

  private static let november = (1...21).filter { $0 != 5 }.flatMap { day in
    let day = Day(daysSince1970: firstOfOctober + 31 + day - 1)
    return [
      puter(day, "Shop", "ai", 2, requests: 10), puter(day, "Wallet", "storage", 1, requests: 5),
      UsageRecord(
        day: day,
        source: "helius",
        provider: "helius",
        service: "rpc",
        quality: .interpolated,
        native: Money(50, "helius:credit")
      ),
    ]
  }

  private static let firstOfOctober = Month(year: 2026, month: 10).start.daysSince1970

  private static func puter(
    _ day: Day,
    _ app: String,
    _ service: String,
    _ cost: FixedDecimal,
    requests: FixedDecimal
  ) -> UsageRecord {
    UsageRecord(
      day: day,
      source: "puter-main",
      provider: "puter",
      app: app,
      service: service,
      quantity: app == "Shop" ? 100 : 7,
      unit: app == "Shop" ? "token" : "byte",
      requests: requests,
      billed: cost,
      effective: cost,
      tags: ["team": app == "Shop" ? "web" : "core"]
    )
  }
}

/// Most data of the tests is usage only.
extension ScriptData {
  func allowances(since start: Timestamp, asOf moment: Timestamp) throws -> [AllowanceSeries] { [] }

  func terms(asOf moment: Timestamp) throws -> Terms { Terms() }
}
