import Foundation
import LuaHost
import UsageModel
import UsageProviders

/// What a worker is told: everything that one report depends on, but for the files that it reads.
///
/// Of the configuration it has what reports need. Credentials, where they are, and addresses are not part of it.
struct ReportJob: Codable {
  /// A configured source.
  struct Source: Codable {
    var name: String
    var provider: String
    var app: String?
    var tags: [String: String]
  }

  /// The report to render.
  struct Report: Codable {
    var name: String
    var script: String
    var formats: [ReportFormat]
    var period: String?
    var parameters: [String: String]
  }

  /// A period.
  struct Days: Codable {
    var kind: String
    var start: Int
    var stop: Int
  }

  /// What is asked of the run, over what the configuration says.
  struct Request: Codable {
    var period: Days?
    var now: Int64
    var asOf: Int64?
    var finalAt: Int64?
    var formats: [ReportFormat]?
    var parameters: [String: String]
    var ledger: LedgerRequest?
  }

  var usage: ReportedUsage
  var file: String
  var folder: String
  var store: String
  var currency: String
  var timeZone: TimeZone
  var staleAfter: Duration
  var appearance: Configuration.Appearance
  var sources: [Source]
  var apps: [Configuration.App]
  var terms: Terms
  var budgets: [Budget]
  var allocation: [SharingRule<SharingDriver>]
  var limits: LuaLimits
  var report: Report
  var request: Request
}

// MARK: - In the program

extension ReportJob {
  /// The job of rendering one report of a request.
  init(
    _ report: Configuration.Report,
    of request: ReportRequest,
    with configuration: Configuration,
    on usage: ReportedUsage
  ) {
    self.init(
      usage: usage,
      file: configuration.file,
      folder: configuration.folder.path,
      store: configuration.store,
      currency: configuration.currency,
      timeZone: configuration.calendar.timeZone,
      staleAfter: configuration.staleAfter,
      appearance: configuration.appearance,
      sources: configuration.sources.map {
        Source(name: $0.account.name, provider: $0.account.provider, app: $0.app, tags: $0.tags)
      },
      apps: configuration.apps,
      terms: configuration.terms,
      budgets: configuration.budgets,
      allocation: configuration.allocation,
      limits: configuration.limits,
      report: Report(
        name: report.name,
        script: report.script,
        formats: report.formats,
        period: report.period?.rawValue,
        parameters: report.parameters
      ),
      request: Request(
        period: request.period.map(Days.init),
        now: request.now.milliseconds,
        asOf: request.asOf?.milliseconds,
        finalAt: request.finalAt?.milliseconds,
        formats: request.formats,
        parameters: request.parameters,
        ledger: request.ledger
      )
    )
  }
}

// MARK: - In the worker

extension ReportJob {
  /// As much of the configuration as reports need.
  func configuration() -> Configuration {
    var configuration = Configuration(
      file: file,
      folder: WorkingFolder(folder),
      currency: currency,
      calendar: ReportingCalendar(timeZone: timeZone),
      store: store,
      output: "",
      staleAfter: staleAfter,
      sources: sources.map {
        Configuration.Source(
          account: ProviderSource(name: $0.name, provider: $0.provider),
          secrets: [:],
          app: $0.app,
          tags: $0.tags
        )
      },
      apps: apps,
      terms: terms,
      budgets: budgets,
      allocation: allocation,
      limits: limits
    )
    configuration.appearance = appearance
    return configuration
  }

  /// The request, with the one report.
  func reportRequest() throws(DamagedJob) -> ReportRequest {
    var asked = ReportRequest(
      reports: [
        Configuration.Report(
          name: report.name,
          script: report.script,
          formats: report.formats,
          period: try report.period.map { name throws(DamagedJob) in try .init(known: name) },
          parameters: report.parameters
        )
      ],
      period: try request.period?.period(),
      now: Timestamp(milliseconds: request.now),
      asOf: request.asOf.map(Timestamp.init(milliseconds:)),
      formats: request.formats,
      parameters: request.parameters,
      ledger: request.ledger
    )
    asked.finalAt = request.finalAt.map(Timestamp.init(milliseconds:))
    return asked
  }
}

/// A job that says what no program says.
struct DamagedJob: Error {}

extension ReportJob.Days {
  init(_ period: Period) {
    kind = period.kind.rawValue
    start = period.start.daysSince1970
    stop = period.stop.daysSince1970
  }

  func period() throws(DamagedJob) -> Period {
    let kind = try Period.Kind(known: kind)
    let first = Day(daysSince1970: start)
    // Every kind but a range is known by one of its days.
    guard kind == .range else { return Period(kind, containing: first) }
    guard let range = Period(from: first, before: Day(daysSince1970: stop)) else {
      throw DamagedJob()
    }
    return range
  }
}

extension Period.Kind {
  fileprivate init(known name: String) throws(DamagedJob) {
    guard let kind = Self(rawValue: name) else { throw DamagedJob() }
    self = kind
  }
}
