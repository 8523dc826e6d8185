import Foundation
public import Logging
import ReportDocument
import UsageAnalysis
public import UsageModel
import UsageProviders
public import UsageStore

/// The whole job, as cron calls it: fetch, report, check budgets, tell whom it concerns.
///
/// It says nothing when all is well. What does not work is told once when it begins and once when it ends, to every
/// receiver, of whom standard error is one.
public struct UsageRun: Sendable {
  let configuration: Configuration
  let store: SQLiteStore
  let moment: Timestamp
  let fetching: FetchRun
  let workers: ReportWorkers
  let folder: ReportFolder
  let secrets: KnownSecrets
  let notifier: Notifier
  let logger: Logger
  let announce: @Sendable (RunMessage) -> Void

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - configuration: The working folder's.
  ///   - store: Its store, opened to write.
  ///   - clock: What counts as now.
  ///   - executable: The command `tally` of this version, which scripts run in.
  ///   - secrets: What is blanked out of every message; the configuration's are added.
  ///   - logger: Gets what was done, at `info` and below, and what receivers cannot be told of, at `warning`.
  ///   - announce: Shows a message to a person, or to cron; it is noted down that it was.
  public init(
    _ configuration: Configuration,
    store: SQLiteStore,
    clock: FetchRun.FetchMoment,
    executable: String,
    secrets: KnownSecrets,
    logger: Logger,
    announce: @escaping @Sendable (RunMessage) -> Void
  ) {
    self.configuration = configuration
    self.store = store
    moment = clock.timestamp
    self.secrets = secrets
    self.logger = logger
    self.announce = announce
    let vault = configuration.vault
    fetching = FetchRun(
      store: store,
      fetcher: configuration.fetcher(readingWith: PluginWorkers(executable: executable)),
      vault: vault,
      clock: clock
    )
    workers = ReportWorkers(configuration: configuration, executable: executable)
    folder = ReportFolder(configuration.output, appearance: configuration.appearance)
    notifier = Notifier(
      configuration.notifications,
      in: configuration.folder,
      vault: vault,
      secrets: secrets,
      memory: StoredDeliveries(store: store)
    )
    secrets.learn(
      sources: configuration.sources,
      notifications: configuration.notifications,
      from: vault
    )
  }

  /// Does the job.
  ///
  /// - Throws: What ends it early: the store fails, or the task is cancelled. What was done until then stays.
  public func run(began: Timestamp) async throws -> RunOutcome {
    var log = LoggedRun(startedAt: began)
    try store.log(log)
    await note(await notifier.signal(.start))
    do {
      let outcome = try await work(&log)
      log.endedAt = FetchClock.system.now()
      log.status = outcome.status
      try store.log(log)
      let isWell = !(outcome.hasFailedSource || outcome.hasFailedScript || outcome.hasFailedOutput)
      await note(await notifier.signal(isWell ? .success : .failure))
      return outcome
    } catch {
      await note(await notifier.signal(.failure))
      throw error
    }
  }

  private func work(_ log: inout LoggedRun) async throws -> RunOutcome {
    var outcome = RunOutcome()
    var found: [ProblemLedger.Finding] = []
    let failing = try await fetch(&outcome, &log, &found)
    let usage = StoredUsage(store: store, context: configuration.usageContext(at: moment))
    let attachments = try await report(usage, &outcome, &log, &found)
    if let hook = configuration.hooks.afterReports,
      let problem = await RunHook(hook, in: configuration.folder, secrets: secrets).run()
    {
      outcome.hasFailedOutput = true
      found.append(.init(key: "hook after_reports", text: problem))
    }
    let watch = BudgetWatch(configuration, usage: usage, at: moment)
    let (due, noted) = try watch.alerts { try store.crossings(of: $0) }
    try store.record(noted)
    if configuration.failOn != .none,
      let message = configuration.failOn.message(about: try watch.outlooks())
    {
      outcome.hasFailedBudget = true
      found.append(.init(key: "fail_on", text: message))
    }
    try await tell(found, due, attachments, failing: failing, &outcome)
    return outcome
  }

  // MARK: - Fetching

  /// Fetches all sources.
  ///
  /// - Returns: The keys of sources that fail, but not for long enough to be a problem.
  private func fetch(
    _ outcome: inout RunOutcome,
    _ log: inout LoggedRun,
    _ found: inout [ProblemLedger.Finding]
  ) async throws -> Set<String> {
    let outcomes = try await fetching.fetch(configuration.sources)
    // Reports are the same without, so that a store that another process writes to is no failure.
    do {
      try store.keepRecords(in: configuration.usageContext(at: moment))
    } catch {
      logger.info("records are not kept for fast reports: \(error)")
    }
    let kept = try store.sources(asOf: moment)
    let patience = configuration.staleAfter.components.seconds
    var failing: Set<String> = []
    for source in outcomes {
      for warning in source.warnings { logger.info("\(warning)") }
      logger.info("\(source.source): \(source.status.rawValue)")
      guard source.status == .failed else {
        log.fetched += 1
        continue
      }
      outcome.hasFailedSource = true
      log.failedSources.append(source.source)
      let key = "source \(source.source)"
      let seen = kept.first { $0.identity.name == source.source }?.lastObserved
      if let seen, moment.seconds - seen.seconds <= patience {
        failing.insert(key)
        logger.info("\(source.message ?? source.source)")
      } else {
        found.append(.init(key: key, text: source.message ?? "it could not be fetched"))
      }
    }
    return failing
  }

  // MARK: - Reporting

  private func report(
    _ usage: StoredUsage,
    _ outcome: inout RunOutcome,
    _ log: inout LoggedRun,
    _ found: inout [ProblemLedger.Finding]
  ) async throws -> [RunDigest.Attachment] {
    let reports = configuration.allReports
    let request = ReportRequest(reports: reports, now: moment)
    let current = try await make(request, &outcome, &log, &found)
    let candidates = current.compactMap { made -> ClosedPeriods.Candidate? in
      guard let report = reports.first(where: { $0.name == made.report }),
        let period = made.period
      else { return nil }
      return ClosedPeriods.Candidate(report: report, current: period)
    }
    for job in try closed(candidates, usage) {
      var request = ReportRequest(reports: [job.report], period: job.period, now: moment)
      request.finalAt = job.finalAt
      let made = try await make(request, &outcome, &log, &found)
      guard !made.isEmpty else { continue }
      try store.keep([
        FinalReport(
          report: job.report.name,
          days: job.period.days,
          finalAt: job.finalAt ?? moment,
          digest: job.digest
        )
      ])
    }
    return current.flatMap(\.attachments)
  }

  /// A report that was written.
  private struct Made {
    let report: String
    /// The period that it is about.
    let period: Period?
    let attachments: [RunDigest.Attachment]
  }

  /// Makes reports, and writes each as soon as it is there.
  private func make(
    _ request: ReportRequest,
    _ outcome: inout RunOutcome,
    _ log: inout LoggedRun,
    _ found: inout [ProblemLedger.Finding]
  ) async throws -> [Made] {
    var unwritten: [String: OutputError] = [:]
    let outcomes = try await workers.render(request) { made in
      guard case .success(let files) = made.result, !made.documents.isEmpty else { return }
      do throws(OutputError) {
        try folder.write(files, of: made.documents)
      } catch {
        unwritten[made.report] = error
      }
    }
    var all: [Made] = []
    var written: [ReportOutcome] = []
    for made in outcomes {
      for line in made.log {
        logger.log(level: line.hasPrefix("warning: ") ? .notice : .info, "\(made.report): \(line)")
      }
      switch made.result {
      case .failure(let problem):
        outcome.hasFailedScript = true
        if !log.failedReports.contains(made.report) { log.failedReports.append(made.report) }
        found.append(.init(key: "report \(made.report)", text: problem.description))
      case .success(let files):
        if let error = unwritten[made.report] {
          outcome.hasFailedOutput = true
          found.append(.init(key: "output", text: error.description))
          continue
        }
        log.reports += 1
        written.append(made)
        for file in files { logger.info("\(folder.path(of: file))") }
        let pages = files.filter { $0.format == .html }
        all.append(
          Made(
            report: made.report,
            period: made.period,
            attachments: pages.map { page in
              .init(name: page.path.replacing("/", with: "-"), content: page.bytes)
            }
          )
        )
      }
    }
    try request.keepForecasts(of: written, in: store)
    return all
  }

  /// The reports of periods that are over which have to be written.
  private func closed(
    _ candidates: [ClosedPeriods.Candidate],
    _ usage: StoredUsage
  ) throws -> [ClosedPeriods.Job] {
    let calendar = configuration.calendar
    let today = calendar.day(of: moment)
    let kept = try store.sources(asOf: moment)
    let seen = configuration.sources.map { source in
      kept.first { $0.identity.name == source.account.name }?.lastObserved ?? .distantPast
    }
    let patience = configuration.staleAfter.components.seconds
    let firstRun = try store.firstRun() ?? moment
    return try ClosedPeriods(
      of: candidates,
      finals: try store.finalReports(
        endingAfter: today.advanced(by: -ClosedPeriods.daysWatched - 1)
      ),
      firstRun: calendar.day(of: firstRun),
      today: today,
      isComplete: { stop in
        let end = calendar.start(of: stop)
        return moment >= end
          && (seen.allSatisfy { $0 >= end } || moment.seconds - end.seconds > patience)
      },
      digests: { stretches in
        guard let start = stretches.map(\.lowerBound).min(),
          let stop = stretches.map(\.upperBound).max()
        else { return [] }
        let query = UsageQuery(days: start..<stop, dimensions: nil, asOf: moment)
        return try usage.table(query, view: .effective).table.digests(of: stretches)
      }
    ).jobs
  }

  // MARK: - Telling

  private func tell(
    _ found: [ProblemLedger.Finding],
    _ due: [BudgetWatch.Alert],
    _ attachments: [RunDigest.Attachment],
    failing: Set<String>,
    _ outcome: inout RunOutcome
  ) async throws {
    let known = try store.problems().filter { isConfigured($0.key) }
    // Whether somebody can be told is known only after having tried.
    var ledger = ProblemLedger(
      found,
      known: known,
      except: { failing.contains($0) || $0.hasPrefix(Self.receiver) },
      at: moment
    )
    let current = due.map(\.message) + ledger.messages
    try show(current)
    // Whoever has not taken a message gets it, also where it is past by now.
    let ids = Set(current.map(\.id))
    let earlier = try pendingMessages().filter { !ids.contains($0.id) }
    let messages = earlier + current
    let digest = RunDigest(at: moment, messages, attachments: attachments)
    let deliveries = messages.isEmpty ? [] : await notifier.deliver(digest)
    await note(deliveries)
    let settled = deliveries.settled(of: digest)
    try keepPending(messages.filter { !settled.contains($0.id) })
    try store.record(due.filter { settled.contains($0.message.id) }.map(\.crossing))
    if !deliveries.isComplete { outcome.hasFailedOutput = true }
    if !deliveries.isEmpty {
      let untold = deliveries.compactMap { delivery in
        delivery.problem.map {
          ProblemLedger.Finding(key: "\(Self.receiver)\(delivery.target)", text: $0)
        }
      }
      ledger = ProblemLedger(
        untold,
        known: ledger.standing,
        except: { !$0.hasPrefix(Self.receiver) },
        at: moment
      )
      try show(ledger.messages)
    }
    ledger.forget(settled: settled)
    try store.keep(ledger.standing)
  }

  /// Whether what a problem is about is still part of the configuration; nothing else can be found to work again.
  private func isConfigured(_ key: String) -> Bool {
    let sources = configuration.sources.map { "source \($0.account.name)" }
    let reports = configuration.allReports.map { "report \($0.name)" }
    let receivers = configuration.notifications.map { "\(Self.receiver)\($0.label)" }
    switch key {
    case "hook after_reports": return configuration.hooks.afterReports != nil
    case "fail_on": return configuration.failOn != .none
    case "output": return true
    default: return (sources + reports + receivers).contains(key)
    }
  }

  /// The messages that somebody has not taken yet.
  private func pendingMessages() throws -> [RunMessage] {
    try store.pendingMessages().map {
      try JSONDecoder().decode(RunMessage.self, from: Data($0.utf8))
    }
  }

  /// Keeps the messages that somebody has not taken yet.
  private func keepPending(_ messages: [RunMessage]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try store.keepPending(
      try messages.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    )
  }

  private static let receiver = "notification "

  /// Shows the messages that were not shown before.
  private func show(_ messages: [RunMessage]) throws {
    let target = "standard error"
    for message in messages where !(try store.delivered(message.id, to: target)) {
      announce(message)
      try store.record([message.id], to: target, at: moment)
    }
  }

  /// Logs what should be known of deliveries.
  private func note(_ outcomes: [DeliveryOutcome]) async {
    for outcome in outcomes {
      for warning in outcome.warnings { logger.warning("\(warning)") }
      if !outcome.delivered.isEmpty {
        logger.info("\(outcome.target): told \(outcome.delivered.count)")
      }
    }
  }
}

/// The store as the memory of who was told what.
struct StoredDeliveries: DeliveryMemory {
  let store: SQLiteStore

  func delivered(_ id: String, to target: String) throws -> Bool {
    try store.delivered(id, to: target)
  }

  func record(_ ids: [String], to target: String, at moment: Timestamp) throws {
    try store.record(ids, to: target, at: moment)
  }
}
