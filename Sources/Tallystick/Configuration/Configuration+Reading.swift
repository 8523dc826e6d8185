import Foundation
import LuaHost
import UsageModel
import UsagePlugins
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
    let fields = try top.fields(.configuration)
    try configuration.readSettings(fields)
    let sources = try fields["sources"]?.list() ?? []
    let plugins = ProviderPlugins(in: folder, limits: configuration.limits)
    configuration.providers = plugins.catalogue(for: sources)
    let reading = SourceReading(
      folder: folder,
      providers: configuration.providers,
      plugins: plugins.names,
      hasPlugins: plugins.hasFolder
    )
    for value in sources {
      let source = try reading.source(value)
      guard !configuration.sources.contains(where: { $0.account.name == source.account.name })
      else {
        throw value.error("another source is called \"\(source.account.name)\" too")
      }
      configuration.sources.append(source)
    }
    for (id, value) in try fields["apps"]?.entries() ?? [] {
      configuration.apps.append(try app(id, value))
    }
    var terms = TermsReading(
      sources: configuration.sources,
      currency: configuration.currency,
      providers: configuration.providers
    )
    try terms.read(fields)
    configuration.terms = terms.terms
    configuration.warnings += terms.warnings
    var budgets = BudgetReading(
      sources: configuration.sources,
      apps: configuration.apps,
      currency: configuration.currency
    )
    try budgets.read(fields["budgets"])
    configuration.budgets = budgets.budgets
    configuration.warnings += budgets.warnings
    var allocation = AllocationReading(
      sources: configuration.sources,
      apps: configuration.apps,
      currency: configuration.currency,
      charges: configuration.terms.charges,
      methods: PluginMethods(in: folder.plugins)
    )
    try allocation.read(fields["allocation"])
    configuration.allocation = allocation.rules
    configuration.warnings += allocation.warnings
    for value in try fields["reports"]?.list() ?? [] {
      let report = try report(value, formats: folder.knownFormats)
      guard !configuration.reports.contains(where: { $0.name == report.name }) else {
        throw value.error(
          "another report is called \"\(report.name)\" too; give one of them a `name`"
        )
      }
      configuration.reports.append(report)
    }
    let notify = NotifyReading(folder: folder)
    configuration.notifications = try notify.notifications(fields["notify"])
    configuration.hooks = try notify.hooks(fields["hooks"])
    configuration.failOn = try notify.failOn(fields["fail_on"])
    return configuration
  }

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
    if let value = fields["store"] { store = folder.path(try value.path("a file")) }
    if let value = fields["output"] { output = folder.path(try value.path("a folder")) }
    if let value = fields["env_file"] {
      environmentFile = folder.path(try value.path("a file"))
    }
    appearance = try Appearance(fields, folder: folder)
    if let value = fields["stale_after"] { staleAfter = try value.duration() }
    if let value = fields["limits"] {
      let limits = try value.fields(.limits)
      if let seconds = limits["script_seconds"] {
        self.limits.cpuTime = try seconds.duration()
        self.limits.wallTime = max(self.limits.wallTime, self.limits.cpuTime)
      }
      if let memory = limits["script_memory"] {
        // With less, no script would come as far as its first line.
        self.limits.memory = try memory.bytes(atLeast: 1 << 20, "1 MiB")
      }
      if let output = limits["script_output"] { self.limits.output = try output.bytes() }
    }
  }

  private static func app(_ id: String, _ value: YAMLValue) throws(ConfigurationError) -> App {
    let fields = try value.fields(.app)
    let app = App(
      id: id,
      name: try fields["name"]?.text(),
      tags: try fields["tags"]?.texts() ?? [:]
    )
    for name in [id, app.name ?? id] where ReservedName.isReserved(name) {
      throw value.reserved(name)
    }
    return app
  }

  private static func report(
    _ value: YAMLValue,
    formats known: [ReportFormat]
  ) throws(ConfigurationError) -> Report {
    let fields = try value.fields(.report)
    guard let script = fields["script"] else {
      throw value.error("a report needs its script: { script: Scripts/spend-by-app.lua }")
    }
    let path = try script.text(expecting: "a file")
    var formats: [ReportFormat] = []
    for format in try fields["formats"]?.list() ?? [] {
      let name = ReportFormat(rawValue: try format.text())
      guard known.contains(name) else {
        throw format.error("expected \(known.namesWithOr), got \"\(name.rawValue)\"")
      }
      formats.append(name)
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
      formats: formats.isEmpty ? ReportFormat.standard : formats,
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
      formats: ReportFormat.standard,
      period: nil,
      parameters: [:]
    )
  }

  /// The name of a report that is called like its script.
  public static func name(ofScript path: String) -> String {
    path.nameOfFile
  }
}
