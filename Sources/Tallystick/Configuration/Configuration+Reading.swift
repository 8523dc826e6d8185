import Foundation
import LuaHost
import UsageModel
import UsageProviders

extension Configuration {
  /// The name of the file that is read where none is named.
  public static let defaultFile: String = "tallystick.yaml"

  /// Reads a configuration file.
  public static func load(_ file: String) throws(ConfigurationError) -> Configuration {
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      let reason =
        FileManager.default.fileExists(atPath: file)
        ? "the file cannot be read; check that it is UTF-8 text and its permissions"
        : "there is no such file; `tally init` makes a working folder, `--config FILE` names another file"
      throw ConfigurationError(file: file, reason)
    }
    return try read(text, file: file)
  }

  /// Reads the text of a configuration file.
  public static func read(
    _ text: String,
    file: String
  ) throws(ConfigurationError) -> Configuration {
    let folder = WorkingFolder(ofConfiguration: file)
    var configuration = Configuration(
      file: file,
      folder: folder,
      store: folder.path("tallystick.sqlite"),
      output: folder.path("Reports")
    )
    guard let top = try YAMLValue.parse(text, file: file) else { return configuration }
    let fields = try top.fields(actedOn + notYetActedOn)
    try configuration.readSettings(fields)
    for value in try fields["sources"]?.list() ?? [] {
      let source = try SourceReading(folder: folder).source(value)
      guard !configuration.sources.contains(where: { $0.account.name == source.account.name })
      else {
        throw value.error("another source is called \"\(source.account.name)\" too")
      }
      configuration.sources.append(source)
    }
    for (id, value) in try fields["apps"]?.entries() ?? [] {
      configuration.apps.append(try app(id, value))
    }
    for value in try fields["rates"]?.list() ?? [] {
      let rate = try rate(value)
      guard rate.unit != configuration.currency else {
        throw value.error("\(rate.unit) is the reporting currency, which needs no rate")
      }
      guard !configuration.terms.rates.contains(where: { $0.unit == rate.unit && $0.since == rate.since })
      else { throw value.error("another rate of \(rate.unit) begins on \(rate.since) too") }
      configuration.terms.rates.append(rate)
    }
    for value in try fields["reports"]?.list() ?? [] {
      let report = try report(value)
      guard !configuration.reports.contains(where: { $0.name == report.name }) else {
        throw value.error(
          "another report is called \"\(report.name)\" too; give one of them a `name`"
        )
      }
      configuration.reports.append(report)
    }
    for key in notYetActedOn {
      guard let value = fields[key], !value.saysNothing else { continue }
      configuration.warnings.append(
        value.error("this version of tally does not act on it yet").description
      )
    }
    return configuration
  }

  private static let actedOn = [
    "currency", "timezone", "store", "output", "locale", "env_file", "stale_after", "sources",
    "apps", "rates", "reports", "limits",
  ]

  /// Keys of the format that later versions act on: they are no mistakes, and not silently ignored.
  private static let notYetActedOn = [
    "allocation", "budgets", "charges", "fail_on", "hooks", "invoices", "notify", "plans",
    "template",
  ]

  private mutating func readSettings(
    _ fields: [String: YAMLValue]
  ) throws(ConfigurationError) {
    if let value = fields["currency"] {
      currency = try value.text()
      guard Money.isISOCurrency(currency) else {
        throw value.error("expected a currency code such as USD, got \"\(currency)\"")
      }
    }
    if let value = fields["timezone"] {
      let name = try value.text(expecting: "a time zone such as Europe/Berlin")
      guard let zone = TimeZone(identifier: name) else {
        throw value.error("\"\(name)\" is no time zone; write a name such as UTC or Europe/Berlin")
      }
      calendar = ReportingCalendar(timeZone: zone)
    }
    if let value = fields["locale"], try value.text() != "en_US" {
      throw value.error("this version of tally writes en_US only")
    }
    if let value = fields["store"] { store = folder.path(try value.path("a file")) }
    if let value = fields["output"] { output = folder.path(try value.path("a folder")) }
    if let value = fields["env_file"] {
      environmentFile = folder.path(try value.path("a file"))
    }
    if let value = fields["stale_after"] { staleAfter = try value.duration() }
    if let value = fields["limits"] {
      let limits = try value.fields(["script_seconds", "script_memory", "script_output"])
      if let seconds = limits["script_seconds"] {
        self.limits.cpuTime = try seconds.duration()
        self.limits.wallTime = max(self.limits.wallTime, self.limits.cpuTime)
      }
      if let memory = limits["script_memory"] { self.limits.memory = try memory.bytes() }
      if let output = limits["script_output"] { self.limits.output = try output.bytes() }
    }
  }

  private static func app(_ id: String, _ value: YAMLValue) throws(ConfigurationError) -> App {
    let fields = try value.fields(["name", "tags"])
    let app = App(
      id: id,
      name: try fields["name"]?.text(),
      tags: try fields["tags"]?.texts() ?? [:]
    )
    for name in [id, app.name ?? id] where ReservedName.isReserved(name) {
      throw value.error("\"\(name)\" is a name that reports give to what has none; choose another")
    }
    return app
  }

  private static func rate(_ value: YAMLValue) throws(ConfigurationError) -> Rate {
    let fields = try value.fields(["unit", "price", "since"])
    guard let unit = fields["unit"], let price = fields["price"], let since = fields["since"] else {
      throw value.error(
        "a rate has unit, price and since: { unit: \"cuadra:credit\", price: 0.002 USD, since: 2026-01-01 }"
      )
    }
    let unitText = try unit.text()
    guard Money.isCurrency(unitText) else {
      throw unit.error(
        "expected a platform's credits such as \"cuadra:credit\", or a currency code, got \"\(unitText)\""
      )
    }
    guard let money = Money(try price.text()), Money.isISOCurrency(money.currency),
      !money.amount.isNegative
    else {
      throw price.error("expected an amount such as 0.002 USD, got \"\(try price.text())\"")
    }
    guard let day = Day(try since.text()) else {
      throw since.error("expected a day such as 2026-01-01, got \"\(try since.text())\"")
    }
    return Rate(unit: unitText, price: money, since: day)
  }

  private static func report(_ value: YAMLValue) throws(ConfigurationError) -> Report {
    let fields = try value.fields(["script", "name", "formats", "period", "params"])
    guard let script = fields["script"] else {
      throw value.error("a report needs its script: { script: Scripts/spend-by-app.lua }")
    }
    let path = try script.text(expecting: "a file")
    var formats: [ReportFormat] = []
    for format in try fields["formats"]?.list() ?? [] {
      let name = try format.text()
      guard let known = ReportFormat(rawValue: name) else {
        let all = ReportFormat.allCases.map(\.rawValue).joined(separator: " or ")
        throw format.error("expected \(all), got \"\(name)\"")
      }
      formats.append(known)
    }
    var kind: Period.Kind?
    if let period = fields["period"] {
      kind = Period.Kind(rawValue: try period.text())
      guard let kind, kind != .range else {
        throw period.error("expected day, week, month, quarter or year")
      }
    }
    let name = try fields["name"]?.text() ?? Report.name(ofScript: path)
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
      throw (fields["name"] ?? value).error("\"\(name)\" cannot be a folder's name")
    }
    return Report(
      name: name,
      script: path,
      formats: formats.isEmpty ? ReportFormat.allCases : formats,
      period: kind,
      parameters: try fields["params"]?.texts() ?? [:]
    )
  }
}

extension Configuration.Report {
  /// A script that the configuration does not mention, with every default.
  public init(script: String) {
    self.init(
      name: Self.name(ofScript: script),
      script: script,
      formats: ReportFormat.allCases,
      period: nil,
      parameters: [:]
    )
  }

  /// The name of a report that is called like its script.
  public static func name(ofScript path: String) -> String {
    path.nameOfFile
  }
}

extension YAMLValue {
  /// Whether the value asks for nothing: empty, an empty list, or `none`.
  fileprivate var saysNothing: Bool {
    if isEmpty { return true }
    if let list = try? list() { return list.isEmpty }
    if let entries = try? entries() { return entries.isEmpty }
    return (try? text()) == "none"
  }

  /// Texts by key, for tags and parameters.
  func texts() throws(ConfigurationError) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, value) in try entries() { texts[key] = try value.text() }
    return texts
  }

  /// A duration such as `26h`.
  func duration() throws(ConfigurationError) -> Duration {
    let text = try self.text(expecting: "a duration such as 30s or 26h")
    guard let duration = SettingText.duration(text) else {
      throw error("expected a duration such as 30s, 5m or 26h, got \"\(text)\"")
    }
    return duration
  }

  /// A size such as `16 MiB`.
  func bytes() throws(ConfigurationError) -> Int {
    let text = try self.text(expecting: "a size such as 16 MiB")
    guard let bytes = SettingText.bytes(text) else {
      throw error("expected a size such as 16 MiB, got \"\(text)\"")
    }
    return bytes
  }

  /// A path, which is not empty.
  func path(_ what: String) throws(ConfigurationError) -> String {
    let path = try text(expecting: what)
    guard !path.isEmpty else { throw error("expected \(what), got an empty text") }
    return path
  }

  /// Yes or no.
  func flag() throws(ConfigurationError) -> Bool {
    switch try text(expecting: "true or false") {
    case "true", "yes": true
    case "false", "no": false
    case let other: throw error("expected true or false, got \"\(other)\"")
    }
  }
}
