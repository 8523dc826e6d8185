import Foundation
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

@Suite struct ReportRunTests {
  private static let now = Simulation.now

  /// Renders the reports of a configuration in a folder with scripts, over a store.
  private func render(
    _ scripts: [String: String],
    configuration text: String = "sources:\n  - provider: puter\n    token: { env: T }",
    change: (inout ReportRequest) -> Void = { _ in },
    store: ((Configuration) -> any UsageStore)? = nil
  ) async throws -> [ReportOutcome] {
    try await withTemporaryFolder { folder async throws in
      for (name, script) in scripts { try write(script, to: "\(folder)/\(name)") }
      let configuration = try Configuration.read(text, file: "\(folder)/tallystick.yaml")
      let names = scripts.keys.filter { !$0.contains("lib/") }.sorted()
      let reports =
        configuration.reports.isEmpty
        ? names.map(Configuration.Report.init(script:)) : configuration.reports
      var request = ReportRequest(reports: reports, now: Self.now)
      change(&request)
      let store = store?(configuration) ?? MemoryStore(sampleOf: configuration, at: Self.now)
      return try await ReportRun(configuration: configuration, store: store).render(request)
    }
  }

  private func files(_ outcome: ReportOutcome) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try outcome.result.get().map {
        ($0.path, String(decoding: $0.bytes, as: UTF8.self))
      }
    )
  }

  private func problem(_ outcome: ReportOutcome) -> ScriptProblem? {
    if case .failure(let problem) = outcome.result { problem } else { nil }
  }

  private static let script = """
    local r = report.new { title = "Spend" }
    r:figures { { "Cost", usage.load().cost } }
    return r:text("The end.")
    """

  @Test func `a script gives a file a format`() async throws {
    let outcome = try await render(["Scripts/a.lua": Self.script])[0]
    #expect(outcome.report == "a")
    let files = try files(outcome)
    #expect(files.keys.sorted() == ["a/2026-11.html", "a/2026-11.md"])
    #expect(files["a/2026-11.html"]?.hasPrefix("<!doctype html>") == true)
    #expect(files["a/2026-11.md"]?.hasPrefix("# Spend\n") == true)
    #expect(files["a/2026-11.md"]?.contains("Days are cut in UTC.") == true)
  }

  @Test func `the same input gives the same bytes`() async throws {
    let first = try files(try await render(["a.lua": Self.script])[0])
    #expect(try files(try await render(["a.lua": Self.script])[0]) == first)
  }

  @Test func `a script that fails does not stop the others`() async throws {
    let outcomes = try await render([
      "a.lua": "log.warn('soon')\nerror('no data')", "b.lua": Self.script, "c.lua": "local x = =",
    ])
    #expect(outcomes.map(\.report) == ["a", "b", "c"])
    #expect(
      problem(outcomes[0])?.description == """
        a.lua:2: no data
             2 | error('no data')
        stack: a.lua:2 in main chunk
        """
    )
    #expect(outcomes[0].log == ["warning: soon"])
    #expect(try files(outcomes[1]).count == 2)
    #expect(problem(outcomes[2])?.description.hasPrefix("c.lua:1: unexpected symbol") == true)
  }

  @Test func `a script that is not there is that report's problem`() async throws {
    let outcomes = try await render(["a.lua": Self.script]) { request in
      request.reports.insert(Configuration.Report(script: "Scripts/no.lua"), at: 0)
    }
    #expect(
      problem(outcomes[0])?.description
        == "Scripts/no.lua: the script cannot be read; check that it exists"
    )
    #expect(try files(outcomes[1]).count == 2)
  }

  @Test func `period, formats and parameters are those of the request, then of the file`()
    async throws
  {
    let script = """
      local p = params { team = "none", top = 1 }
      return report.new { title = p.team .. " " .. p.top .. " " .. tostring(period.month()) }
      """
    let text = """
      reports:
        - { name: r, script: a.lua, formats: [markdown], params: { team: web, top: 2 } }
      """
    let plain = try files(try await render(["a.lua": script], configuration: text)[0])
    #expect(plain.keys.sorted() == ["r/2026-11.md"])
    #expect(plain["r/2026-11.md"]?.hasPrefix("# web 2 2026-11\n") == true)
    let asked = try await render(["a.lua": script], configuration: text) { request in
      request.formats = [.html]
      request.period = Period("2026-10")
      request.parameters = ["top": "9"]
    }
    let html = try files(asked[0])
    #expect(html.keys.sorted() == ["r/2026-10.html"])
    #expect(html["r/2026-10.html"]?.contains("web 9 2026-10") == true)
    let unknown = try await render(["a.lua": script], configuration: text) { request in
      request.parameters = ["tpo": "9"]
    }
    #expect(problem(unknown[0])?.isUsage == true)
  }

  @Test func `the configured kind of period names the file`() async throws {
    let text = "reports:\n  - { script: a.lua, period: week, formats: [markdown] }"
    let outcomes = try await render(["a.lua": Self.script], configuration: text)
    #expect(try files(outcomes[0]).keys.sorted() == ["a/2026-W47.md"])
  }

  @Test func `several reports of a script have their files`() async throws {
    let script = """
      return report.each({ "x", "y" }, function(name)
        return report.new { title = name, file = name }
      end)
      """
    let outcome = try await render(["a.lua": script]) { $0.formats = [.markdown] }[0]
    #expect(try files(outcome).keys.sorted() == ["a/2026-11-x.md", "a/2026-11-y.md"])
  }

  @Test func `a source that was never fetched is told, after the figures`() async throws {
    let outcome = try await render(["a.lua": Self.script], store: { _ in MemoryStore() })[0]
    let text = try #require(try files(outcome)["a/2026-11.md"])
    let notice = try #require(text.range(of: "**No data: puter.** It was never fetched."))
    #expect(try #require(text.range(of: "Cost")).lowerBound < notice.lowerBound)
    #expect(notice.lowerBound < (try #require(text.range(of: "The end."))).lowerBound)
  }

  @Test func `a source whose last reading is old is told, for a period that it misses`()
    async throws
  {
    let old = Self.now.advanced(bySeconds: -60 * 3600)
    func markdown(_ change: @escaping (inout ReportRequest) -> Void) async throws -> String {
      let outcome = try await render(
        ["a.lua": Self.script],
        change: change,
        store: { MemoryStore(sampleOf: $0, at: old) }
      )[0]
      return try #require(try files(outcome).first { $0.key.hasSuffix(".md") }).value
    }
    #expect(
      try await markdown { _ in }.contains(
        "**Stale data: puter.** Its last reading is 60 hours old; about $25.00 is likely missing "
          + "(at the rate of its last day).\n"
      )
    )
    #expect(try await !markdown { $0.period = Period("2026-10") }.contains("Stale"))
    #expect(try await !markdown { $0.now = old.advanced(bySeconds: 3600) }.contains("Stale"))
  }

  @Test func `a period that a source does not cover, or only in part, is told`() async throws {
    let past = try await render(["a.lua": Self.script], change: { $0.period = Period("2026-09") })[
      0
    ]
    #expect(
      try files(past)["a/2026-09.md"]?.contains(
        "**No data: puter.** Nothing is known of September 2026."
      ) == true
    )
    // A window that began on the 6th leaves the first five of twenty days and six hours unseen.
    let start = try #require(Timestamp(rfc3339: "2026-11-06T00:00:00Z"))
    let window = try #require(
      BillingWindow(start: start, stop: start.advanced(bySeconds: 30 * 86_400), basis: .stated)
    )
    let reading = Reading(
      key: Reading.Key(facet: .total, measure: .cost, unit: "USD"),
      value: 15,
      window: window,
      observedAt: Self.now
    )
    let reply = ProviderReply(
      request: "usage",
      body: [],
      observedAt: Self.now,
      learntAt: Self.now
    )
    let store = MemoryStore()
    try store.add(
      [FetchedReply(reply: reply, normalised: NormalisedReply(readings: [reading]))],
      of: SourceIdentity(name: "puter", provider: "puter")
    )
    let part = try await render(["a.lua": Self.script], store: { _ in store })[0]
    #expect(
      try files(part)["a/2026-11.md"]?.contains(
        "**Incomplete data: puter.** Only 75% of the elapsed time was seen; about $4.92 is likely missing "
          + "(at the rate of its last day).\n"
      ) == true
    )
  }

  @Test func `require looks in lib beside the script, also in the working folder itself`()
    async throws
  {
    let library = "return { title = 'From the library' }"
    let script = "return report.new { title = require('names').title }"
    for folder in ["", "Scripts/"] {
      let outcomes = try await render([
        "\(folder)a.lua": script, "\(folder)lib/names.lua": library,
      ])
      #expect(try files(outcomes[0])["a/2026-11.md"]?.hasPrefix("# From the library\n") == true)
    }
  }

  @Test func `a script without a folder never looks in the machine's own lib`() async throws {
    let path = "tally-\(UUID().uuidString).lua"
    try write("return require('names')", to: FileManager.default.currentDirectoryPath + "/" + path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let configuration = try Configuration.read("", file: "tallystick.yaml")
    let request = ReportRequest(reports: [.init(script: path)], now: Self.now)
    let run = ReportRun(configuration: configuration, store: MemoryStore())
    let text = try #require(problem(try await run.render(request)[0])?.description)
    #expect(text.contains("there is no module \"names\" (lib/names.lua)"), "\(text)")
  }

  @Test func `the limits of the configuration end a script`() async throws {
    let outcome = try await render(
      ["a.lua": "while true do end"],
      configuration: "limits: { script_seconds: 0.2 }"
    )[0]
    #expect(
      problem(outcome)?.description.hasPrefix(
        "a.lua:1: the script used up its CPU time (limit 0.2 s)"
      ) == true
    )
  }

  @Test func `a shipped script is clean on sample data of every platform`() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let script = try String(
      contentsOf: root.appending(path: "Scripts/spend-by-app.lua"),
      encoding: .utf8
    )
    for text in ["", "sources:\n  - provider: helius\n    project: x\n    api_key: { env: K }"] {
      let outcome = try await render(["a.lua": script], configuration: text)[0]
      #expect(problem(outcome) == nil)
    }
  }
}

@Suite struct SampleUsageTests {
  @Test func `sample data has every configured source, and the last two months`() throws {
    let text = "sources:\n  - { name: mine, provider: puter, token: { env: T } }"
    let configuration = try Configuration.read(text, file: "t.yaml")
    let store = MemoryStore(sampleOf: configuration, at: Simulation.now)
    #expect(store.sources(asOf: Simulation.now).map(\.identity.name) == ["mine"])
    let all = MemoryStore(
      sampleOf: try Configuration.read("", file: "t.yaml"),
      at: Simulation.now
    )
    #expect(all.sources(asOf: Simulation.now).count == ProviderCatalogue.builtIn.all.count)
    let query = UsageQuery(
      days: Day(daysSince1970: 0)..<Day(daysSince1970: 30_000),
      dimensions: nil,
      filter: UsageFilter(),
      asOf: Simulation.now
    )
    let records = try store.answer(query, in: configuration.usageContext(at: .distantPast)).records
    #expect(
      Set(records.map(\.day.month)) == [Month(year: 2026, month: 10), Month(year: 2026, month: 11)]
    )
    #expect(records.allSatisfy { $0.effective != nil })
  }

  @Test(arguments: ["2026-11-01T00:00:00Z", "2026-03-01T00:00:01Z", "2024-02-29T23:59:59Z"])
  func `sample data can be made at any moment`(moment: String) async throws {
    let moment = try #require(Timestamp(rfc3339: moment))
    let store = MemoryStore(sampleOf: try Configuration.read("", file: "t.yaml"), at: moment)
    #expect(store.sources(asOf: moment).count == ProviderCatalogue.builtIn.all.count)
    #expect(store.sources(asOf: moment).allSatisfy { $0.lastObserved <= moment })
  }
}

@Suite struct ReportFolderTests {
  private func file(_ path: String, _ text: String = "x") -> RenderedFile {
    let name = String(path.prefix { $0 != "/" })
    let format: ReportFormat = path.hasSuffix("html") ? .html : .markdown
    return RenderedFile(report: name, path: path, format: format, bytes: Array(text.utf8))
  }

  @Test func `the index lists every report, newest period first`() async throws {
    try await withTemporaryFolder { folder async throws in
      let reports = ReportFolder(folder)
      let names = [
        "b/2026-09.md", "b/2026-11.md", "b/2026-Q3.md", "b/2025.md", "b/2026-10-web.md",
        "b/2026-10.html", "a/2026-W47.md", "a/2026-W09.md",
      ]
      let paths = try reports.write(names.map { file($0) })
      #expect(paths == names.map { "\(folder)/\($0)" })
      #expect(
        text(of: "\(folder)/index.md") == """
          # Reports

          ## a

          - [week 47 of 2026](a/2026-W47.md)
          - [week 9 of 2026](a/2026-W09.md)

          ## b

          - [November 2026](b/2026-11.md)
          - [October 2026, web](b/2026-10-web.md)
          - [September 2026](b/2026-09.md)
          - [Q3 2026](b/2026-Q3.md)
          - [2025](b/2025.md)

          """
      )
      let html = try #require(text(of: "\(folder)/index.html"))
      #expect(html.contains("href=\"b/2026-10.html\""))
      #expect(!html.contains("2026-11"))
    }
  }

  @Test func `what was there before stays listed, and strangers do not disturb`() async throws {
    try await withTemporaryFolder { folder async throws in
      let reports = ReportFolder(folder)
      try reports.write([file("a/2026-10.md")])
      try write("x", to: "\(folder)/notes.txt")
      try write("x", to: "\(folder)/a/picture.png")
      try write("x", to: "\(folder)/a/notes.md")
      try reports.write([file("a/2026-11.md")])
      let index = try #require(text(of: "\(folder)/index.md"))
      #expect(index.contains("a/2026-10.md"))
      #expect(index.contains("a/2026-11.md"))
      #expect(!index.contains("picture"))
      #expect(!index.contains("notes.txt"))
    }
  }

  @Test func `a folder without reports says so`() async throws {
    try await withTemporaryFolder { folder async throws in
      try ReportFolder("\(folder)/new").write([])
      #expect(text(of: "\(folder)/new/index.md") == "# Reports\n\nThere are none yet.\n")
    }
  }

  @Test func `a folder that cannot be written is an error`() async throws {
    try await withTemporaryFolder { folder async throws in
      try write("x", to: "\(folder)/Reports")
      #expect(throws: OutputError.self) {
        try ReportFolder("\(folder)/Reports").write([file("a/2026-11.md")])
      }
    }
  }
}
