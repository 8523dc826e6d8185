public import LuaHost
public import ReportDocument
public import UsageModel

/// Everything that one run of a script depends on.
public struct ScriptInput: Sendable {
  /// The script's path as messages show it.
  public var name: String
  /// The script's text.
  public var source: [UInt8]
  /// The folder that `require` looks in.
  public var libraryFolder: String?
  /// The period that the report is made for.
  public var period: Period
  /// Whether the period was asked for, so that the script's own kind does not change it.
  public var isPeriodFixed: Bool
  /// The moment the report is made as of.
  public var asOf: Timestamp
  /// Cuts days.
  public var calendar: ReportingCalendar
  /// The reporting currency.
  public var currency: String
  /// Values for the script's parameters, as they were written.
  public var parameters: [String: String]
  /// The sources, in the order of the configuration.
  public var sources: [ScriptSource]
  /// The names of the apps, in the order of the configuration.
  public var apps: [String]
  /// The apps' tags, by name.
  public var appTags: [String: [String: String]]
  /// The budgets, in the order of the configuration.
  public var budgets: [Budget]
  /// The rules of the configuration's own allocation.
  public var allocation: [SharingRule<SharingDriver>]
  /// The user's forecast and allocation methods; nil for none.
  public var methods: (any ScriptMethods)?
  /// How numbers, amounts and days are written.
  public var format: NumberFormat = .englishUS
  /// What ends a script that goes too far.
  public var limits: LuaLimits
  /// When the script ends at the latest, beside its limits; nil for no such moment.
  public var deadline: ContinuousClock.Instant?
  /// What the embedding program gives to scripts, besides the interface.
  public var library: LuaLibrary = LuaLibrary()
  /// Answers queries.
  public var data: any ScriptData

  /// The library folder as messages show it: beside the script's name, not the path of this machine.
  var libraryName: String? {
    libraryFolder.map { _ in
      name.lastIndex(of: "/").map { name[...$0] + "lib" } ?? "lib"
    }
  }

  /// Creates an input.
  public init(
    name: String,
    source: [UInt8],
    libraryFolder: String? = nil,
    period: Period,
    isPeriodFixed: Bool = false,
    asOf: Timestamp,
    calendar: ReportingCalendar = .utc,
    currency: String,
    parameters: [String: String] = [:],
    sources: [ScriptSource] = [],
    apps: [String] = [],
    appTags: [String: [String: String]] = [:],
    budgets: [Budget] = [],
    allocation: [SharingRule<SharingDriver>] = [],
    limits: LuaLimits = LuaLimits(),
    data: any ScriptData
  ) {
    self.name = name
    self.source = source
    self.libraryFolder = libraryFolder
    self.period = period
    self.isPeriodFixed = isPeriodFixed
    self.asOf = asOf
    self.calendar = calendar
    self.currency = currency
    self.parameters = parameters
    self.sources = sources
    self.apps = apps
    self.appTags = appTags
    self.budgets = budgets
    self.allocation = allocation
    self.limits = limits
    self.data = data
  }
}
