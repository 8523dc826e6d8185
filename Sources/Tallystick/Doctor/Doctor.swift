public import UsageModel
public import UsageProviders
import UsageStore

/// Looks at what a working folder depends on, on the machine where it is, and says what is wrong or worth knowing.
///
/// It works also where the configuration is broken or the store is damaged: then it looks at what is left.
public struct Doctor: Sendable {
  /// What a doctor looks at, and by which means.
  public struct Circumstances: Sendable {
    /// The configuration's file, as it was named.
    public var file: String
    /// The environment that credentials and programs are looked up in.
    public var environment: [String: String]
    /// The moment that counts as now; nil for the machine's clock.
    public var now: Timestamp?
    /// Whether the environment is that of cron.
    public var isAsCron: Bool = false
    /// Whether no host is asked.
    public var isOffline: Bool = false
    /// Asks the platforms' hosts.
    public var transport: any HTTPTransport

    /// Creates the circumstances of a look with everything.
    public init(file: String, environment: [String: String], transport: any HTTPTransport) {
      self.file = file
      self.environment = environment
      self.transport = transport
    }
  }

  private let circumstances: Circumstances

  /// Creates a doctor.
  public init(_ circumstances: Circumstances) {
    self.circumstances = circumstances
  }

  /// Looks at everything.
  public func examine() async -> DoctorReport {
    var report = DoctorReport(findings: [], checks: [])
    for check in await checks() {
      report.checks.append(check.name)
      for var finding in await check.findings() {
        finding.check = check.name
        if !report.findings.contains(finding) { report.findings.append(finding) }
      }
    }
    return report
  }

  private func checks() async -> [any DoctorCheck] {
    let now = circumstances.now ?? FetchClock.system.now()
    let loaded = LoadedConfiguration(circumstances.file)
    let configuration = loaded.configuration
    let store = StoreCheck(configuration: configuration, now: now)
    var checks: [any DoctorCheck] = [
      loaded,
      SecretCheck(configuration, circumstances.environment, isAsCron: circumstances.isAsCron),
      TimeZoneCheck(zone: configuration.calendar.timeZone, now: now),
      store,
    ]
    if let usage = store.usage {
      checks += [
        ReplyCheck(
          sources: configuration.sources,
          providers: configuration.providers,
          store: usage
        ),
        FreshnessCheck(configuration: configuration, store: usage, now: now),
      ]
    }
    if let runs = store.usage as? SQLiteStore {
      checks.append(RunCheck(configuration: configuration, store: runs, now: now))
    }
    checks += [
      DiskSpaceCheck(configuration: configuration), OutputCheck(folder: configuration.output),
      ScheduleCheck(
        configuration,
        circumstances.environment,
        now: now,
        isWhole: loaded.error == nil
      ),
    ]
    guard !circumstances.isOffline else { return checks }
    let probe = HostProbe(transport: circumstances.transport, clock: FetchClock.system.now)
    let answers = await probe.answers(of: ProbedHost.all(of: configuration))
    checks.append(ReachabilityCheck(answers: answers))
    // Where another moment is taken for the clock, the machine's own is not what counts.
    if circumstances.now == nil { checks.append(ClockCheck(answers: answers)) }
    return checks
  }
}
