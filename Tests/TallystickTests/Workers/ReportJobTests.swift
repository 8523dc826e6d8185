import Foundation
import LuaHost
import Testing
import UsageModel
import UsageProviders

@testable import Tallystick

@Suite struct ReportJobTests {
  private static let text = """
    currency: EUR
    timezone: Europe/Berlin
    store: kept.sqlite
    stale_after: 90m
    sources:
      - { name: web, provider: puter, token: { env: PUTER_TOKEN_4711 }, tags: { team: a } }
      - { provider: shoal, api_key: { file: secrets/4711 }, base_url: "http://127.0.0.1:4711", app: Shop }
    apps:
      app-1: { name: Shop, tags: { team: b } }
      Other: {}
    rates:
      - { unit: USD, price: 0.123456789012 EUR, since: 2026-01-01 }
      - { unit: "shoal:credit", price: 0.000005 USD, since: 2025-01-01 }
    budgets:
      - { name: all, limit: 5 EUR, scope: { source: web }, period: cycle, warn_at: [80%] }
    reports:
      - { name: r, script: a.lua, formats: [markdown], period: week, params: { top: 2 } }
      - { script: b.lua }
    limits: { script_seconds: 1.5, script_memory: 100 MiB, script_output: 2 MiB }
    """

  private func request(
    of configuration: Configuration,
    period: Period? = nil,
    asOf: Timestamp? = nil,
    formats: [ReportFormat]? = nil
  ) -> ReportRequest {
    ReportRequest(
      reports: configuration.reports,
      period: period,
      now: Timestamp(milliseconds: 1_795_240_800_123),
      asOf: asOf,
      formats: formats,
      parameters: ["team": "web"]
    )
  }

  /// A job as the worker reads it.
  private func crossed(_ job: ReportJob) throws -> ReportJob {
    try WorkerPipe.decode(ReportJob.self, from: try WorkerPipe.encode(job))
  }

  @Test func `a worker knows of the configuration what reports depend on`() throws {
    let own = try Configuration.read(Self.text, file: "work/tallystick.yaml")
    let job = ReportJob(own.reports[0], of: request(of: own), with: own, on: .kept)
    let its = try crossed(job).configuration()
    #expect(its.file == own.file)
    #expect(its.folder == own.folder)
    #expect(its.store == own.store)
    #expect(its.currency == own.currency)
    #expect(its.calendar == own.calendar)
    #expect(its.staleAfter == own.staleAfter)
    #expect(its.apps == own.apps)
    #expect(its.terms == own.terms)
    #expect(its.budgets.map(\.name) == ["all"])
    #expect(its.budgets == own.budgets)
    #expect(its.limits == own.limits)
    #expect(its.sources.map(\.account.name) == ["web", "shoal"])
    #expect(its.sources.map(\.account.provider) == ["puter", "shoal"])
    #expect(its.sources.map(\.app) == [nil, "Shop"])
    #expect(its.sources.map(\.tags) == [["team": "a"], [:]])
  }

  @Test func `a worker is told no credential, nor where one is, nor any address`() throws {
    var own = try Configuration.read(Self.text, file: "work/tallystick.yaml")
    own.environmentFile = "secrets/4711"
    let job = ReportJob(own.reports[0], of: request(of: own), with: own, on: .kept)
    let bytes = Data(try WorkerPipe.encode(job))
    #expect(bytes.firstRange(of: Data("4711".utf8)) == nil)
    #expect(bytes.firstRange(of: Data("secrets".utf8)) == nil)
    #expect(bytes.firstRange(of: Data("shoal".utf8)) != nil)
  }

  @Test(arguments: [
    "2026", "2026-Q3", "2026-10", "2026-W41", "2026-10-15", "2026-10-01..2026-10-15",
    "2026-10-15..2026-10-15", "2026-10-01..2026-10-31",
  ])
  func `a request arrives as it was made, with one of its reports`(period: String) throws {
    let own = try Configuration.read(Self.text, file: "tallystick.yaml")
    let period = try #require(Period(period))
    let full = request(
      of: own,
      period: period,
      asOf: Timestamp(milliseconds: -1),
      formats: [.markdown, .html]
    )
    for sent in [full, request(of: own)] {
      for report in own.reports {
        let its = try crossed(ReportJob(report, of: sent, with: own, on: .sample))
        var expected = sent
        expected.reports = [report]
        #expect(try its.reportRequest() == expected)
        #expect(its.usage == .sample)
      }
    }
  }

  @Test func `a message of another version, or none at all, is told apart`() throws {
    #expect(throws: WorkerPipe.Failure.version("9.9.9")) {
      try WorkerPipe.decode(ReportJob.self, from: Array("tally 9.9.9\nbplist00".utf8))
    }
    for bytes in [[], WorkerPipe.mark, WorkerPipe.mark + [1, 2], Array("Segmentation fault".utf8)] {
      #expect(throws: WorkerPipe.Failure.unreadable) {
        try WorkerPipe.decode(ReportReply.self, from: bytes)
      }
    }
  }
}

@Suite struct ReportReplyTests {
  private func reply(_ path: String) -> ReportReply {
    ReportReply(
      ReportOutcome(
        report: "spend",
        result: .success([RenderedFile(report: "spend", path: path, format: .html, bytes: [1])]),
        log: ["said"]
      )
    )
  }

  @Test(arguments: ["spend/2026-11.html", "spend/2026-11-web…x.html"])
  func `a file of the report is taken`(path: String) throws {
    let outcome = try reply(path).outcome(of: "spend")
    #expect(try outcome.result.get().map(\.path) == [path])
    #expect(outcome.report == "spend")
    #expect(outcome.log == ["said"])
  }

  @Test(arguments: [(true, false), (false, true), (false, false)])
  func `a problem arrives as it was`(isUsage: Bool, isLate: Bool) throws {
    let sent = ReportOutcome(
      report: "spend",
      result: .failure(ScriptProblem(description: "no ☂", isUsage: isUsage, isLate: isLate)),
      log: ["said"]
    )
    let bytes = try WorkerPipe.encode(ReportReply(sent))
    let got = try WorkerPipe.decode(ReportReply.self, from: bytes).outcome(of: "spend")
    #expect(got.result == sent.result)
    #expect(got.log == sent.log)
  }

  @Test(arguments: [
    "../spend.html", "spend/../../x.html", "/etc/x.html", "other/2026-11.html", "spend/x/y.html",
    "spend/.html", "spend/x.sh", "spend/x\u{0}.html", "spend", "",
  ])
  func `a file outside the report's own folder is no reply`(path: String) throws {
    #expect(throws: WorkerPipe.Failure.unreadable) { try reply(path).outcome(of: "spend") }
  }
}
