import Foundation
import LuaHost
import Tallystick
import Testing
import UsageModel
import UsageProviders

/// What is wrong with a configuration; nil when nothing is.
func mistake(_ text: String) -> String? {
  do {
    // Of a folder that there is not, so that no plug-ins are found.
    _ = try Configuration.read(text, file: "nowhere/t.yaml")
    return nil
  } catch {
    return error.description.replacing("nowhere/t.yaml", with: "t.yaml")
  }
}

@Suite struct ConfigurationTests {
  @Test func `the whole format is read`() throws {
    let configuration = try Configuration.read(Self.sample, file: "home/tallystick.yaml")
    #expect(configuration.currency == "USD")
    #expect(configuration.calendar.timeZone.identifier == "Europe/Berlin")
    #expect(configuration.store == "home/tallystick.sqlite")
    #expect(configuration.output == "home/Reports")
    #expect(configuration.environmentFile == "home/secrets/env")
    #expect(configuration.staleAfter == .seconds(26 * 3600))
    #expect(
      configuration.sources.map(\.account.name) == [
        "puter-main", "notte", "cuadra", "helius-main", "shoal",
      ]
    )
    let puter = configuration.sources[0]
    #expect(puter.secrets == ["token": .file("home/secrets/puter.token")])
    #expect(puter.tags == ["team": "web"])
    #expect(puter.line == 11)
    #expect(configuration.sources[1].app == "Scout")
    #expect(configuration.sources[1].account.options == ["backfill_months": "12"])
    #expect(configuration.sources[2].secrets == ["token": .environment("CUADRA_TOKEN")])
    #expect(
      configuration.sources[3].account.options["project"] == "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
    )
    #expect(configuration.sources[4].account.baseURL == "http://127.0.0.1:8080")
    #expect(
      configuration.usageContext(at: .distantPast).apps == [
        "app-5f1c1f5e": UsageContext.App(name: "Shop", tags: ["team": "web"]),
        "Scout": UsageContext.App(name: nil, tags: ["team": "agents"]),
      ]
    )
    #expect(configuration.apps.map(\.id) == ["app-5f1c1f5e", "Scout"])
    #expect(
      configuration.terms.rates.map(\.price.description) == ["0.002 USD", "1.08 USD"]
    )
    #expect(
      configuration.terms.plans == [
        Plan(
          source: "helius-main",
          fee: Money(49, "USD"),
          unit: "helius:credit",
          includes: .amount(10_000_000),
          overage: Money("0.000005 USD"),
          since: try #require(Day("2026-01-01"))
        )
      ]
    )
    #expect(
      configuration.terms.charges == [
        FixedCharge(
          source: "shoal",
          amount: Money(29, "USD"),
          name: "Shoal plan",
          since: try #require(Day("2026-03-01")),
          every: .month
        )
      ]
    )
    #expect(
      configuration.terms.invoices == [
        Invoice(
          source: "notte",
          period: try #require(Period("2026-09")),
          amount: try #require(Money("83.10 USD"))
        )
      ]
    )
    #expect(
      configuration.reports.map(\.name) == ["spend-by-app", "spend-by-team"]
    )
    #expect(configuration.reports[0].formats == [.html, .markdown])
    #expect(configuration.reports[1].period == .month)
    #expect(configuration.reports[1].parameters == ["team": "web"])
    #expect(configuration.limits == LuaLimits(cpuTime: .seconds(10)))
  }

  @Test func `who is told, what runs and what fails a run are read`() throws {
    let configuration = try Configuration.read(Self.sample, file: "t.yaml")
    #expect(configuration.warnings == [])
    #expect(configuration.failOn == .none)
    #expect(configuration.hooks.afterReports?.line == "rsync -a Reports/ web:/srv/reports/")
    #expect(
      configuration.notifications.map(\.label) == [
        "webhook { env: ALERT_URL }", "email finance@example.com",
        "heartbeat { env: HEARTBEAT_URL }",
      ]
    )
  }

  @Test(arguments: [
    "", "\n", "# nothing\n# at all\n", "---\n",
    "sources:\napps:\nrates:\nplans:\ncharges:\ninvoices:\nreports:\n",
  ])
  func `an empty file has every default`(text: String) throws {
    let configuration = try Configuration.read(text, file: "tallystick.yaml")
    #expect(configuration.currency == "USD")
    #expect(configuration.store == "tallystick.sqlite")
    #expect(configuration.sources.isEmpty)
    #expect(configuration.terms == Terms())
    #expect(configuration.warnings.isEmpty)
  }

  @Test func `a file that cannot be read says what to do`() async throws {
    #expect(throws: ConfigurationError.self) { try Configuration.load("/nowhere/t.yaml") }
    let missing = #expect(throws: ConfigurationError.self) {
      try Configuration.load("nowhere.yaml")
    }
    #expect(
      missing?.description
        == "nowhere.yaml: there is no such file; `tally init` makes a working folder, `--config FILE` "
        + "names another file"
    )
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/t.yaml"
      try Data([0xFF, 0xFE, 0x00]).write(to: URL(filePath: path))
      let broken = #expect(throws: ConfigurationError.self) { try Configuration.load(path) }
      #expect(
        broken?.message
          == "the file cannot be read; check that it is UTF-8 text and its permissions"
      )
    }
  }

  @Test func `paths are relative to the file`() throws {
    let text = "store: data/x.sqlite\noutput: /srv/reports"
    let configuration = try Configuration.read(text, file: "/home/me/t.yaml")
    #expect(configuration.store == "/home/me/data/x.sqlite")
    #expect(configuration.output == "/srv/reports")
    #expect(try Configuration.read(text, file: "t.yaml").store == "data/x.sqlite")
    #expect(try Configuration.read(text, file: "/t.yaml").store == "/data/x.sqlite")
    // Foundation's own way to a file's folder traps on a name of one letter.
    #expect(try Configuration.read(text, file: "t").store == "data/x.sqlite")
    #expect(Configuration.Report(script: "s").name == "s")
  }

  private static let sample = """
    currency: USD                 # reporting currency
    timezone: Europe/Berlin
    store: tallystick.sqlite      # a path; other engines take a URL
    output: Reports
    locale: en_US
    env_file: secrets/env         # cron has no environment of yours
    stale_after: 26h
    fail_on: none                 # or breach, forecast: status 5 from tally run

    sources:
      - name: puter-main
        provider: puter
        token: { file: secrets/puter.token } # or { env: PUTER_TOKEN }; never the value itself
        tags: { team: web }
      - name: notte
        provider: notte
        api_key: { file: secrets/notte.key }
        app: Scout
        backfill_months: 12
      - name: cuadra
        provider: cuadra
        token: { env: CUADRA_TOKEN }         # or client_id / client_secret for machine tokens
      - name: helius-main
        provider: helius
        project: a1b2c3d4-e5f6-7890-abcd-ef1234567890
        api_key: { file: secrets/helius.key }
      - name: shoal
        provider: shoal
        api_key: { env: SHOAL_API_KEY }
        base_url: http://127.0.0.1:8080      # every source takes it: proxies, tests
        fetch: { connect: 10s, try: 30s, tries: 4, total: 120s, body: 16 MiB, retry_after: 60s }

    apps:
      app-5f1c1f5e: { name: Shop, tags: { team: web } }
      Scout: { tags: { team: agents } }

    rates:
      - { unit: "cuadra:credit", price: 0.002 USD, since: 2025-01-01 }
      - { unit: EUR, price: 1.08 USD, since: 2026-01-01 }

    plans:
      - { source: helius-main, fee: 49 USD, includes: 10000000, overage: 0.000005 USD, since: 2026-01-01 }

    budgets:
      - { name: everything, limit: 500 USD, period: month, warn_at: [50%, 80%, forecast 100%] }
      - { name: rpc, limit: 8000000, unit: "helius:credit", scope: { provider: helius }, period: cycle }

    charges:
      - { source: shoal, amount: 29 USD, every: month, since: 2026-03-01, name: Shoal plan }
    invoices:
      - { source: notte, period: 2026-09, amount: 83.10 USD }

    allocation: []                # the shared policy: the rules of scripting.md as YAML

    reports:
      - { script: Scripts/spend-by-app.lua, formats: [html, markdown] }
      - { name: spend-by-team, script: Scripts/statement.lua, period: month, params: { team: web } }
    hooks: { after_reports: "rsync -a Reports/ web:/srv/reports/" }

    notify:
      - { webhook: { env: ALERT_URL }, format: slack }     # or json
      - { email: finance@example.com, command: sendmail }
      - { heartbeat: { env: HEARTBEAT_URL } }
    limits: { script_seconds: 10, script_memory: 256 MiB, script_output: 16 MiB }

    """
}
