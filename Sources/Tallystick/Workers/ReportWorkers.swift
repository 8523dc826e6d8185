import Foundation
import LuaHost

/// Where the usage comes from that reports are made of.
public enum ReportedUsage: String, Codable, Hashable, Sendable {
  /// The configuration's store.
  case kept
  /// Made-up usage of the configuration's sources.
  case sample
}

/// Runs each script in a process of its own, several at once, and renders what they return.
///
/// What cannot be stopped in a process, such as one instruction of Lua that takes minutes, ends with that process,
/// and the other reports are made all the same. Programs that trust their scripts use ``ReportRun``, which gives the
/// same reports.
public struct ReportWorkers: Sendable {
  private let configuration: Configuration
  private let usage: ReportedUsage
  private let executable: String
  private let atOnce: Int

  /// Creates workers.
  ///
  /// - Parameters:
  ///   - configuration: What the reports depend on. Its credentials stay in this process.
  ///   - usage: What the reports are made of.
  ///   - executable: The command `tally` of this version, such as `/usr/local/bin/tally`.
  ///   - atOnce: The most processes at the same time; nil for one a processor core.
  public init(
    configuration: Configuration,
    usage: ReportedUsage = .kept,
    executable: String,
    atOnce: Int? = nil
  ) {
    self.configuration = configuration
    self.usage = usage
    self.executable = executable
    self.atOnce = max(1, atOnce ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Renders reports; a script that fails never stops the others.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - deadline: When workers end at the latest, beside their limits; nil for no such moment.
  ///   - deliver: Takes each outcome as soon as it is there, so that a report does not wait for slower ones.
  /// - Returns: An outcome a report, in the order of the request.
  /// - Throws: When the store or the workers cannot be used, and what `deliver` throws; then the running workers
  ///   are ended.
  public func render(
    _ request: ReportRequest,
    deadline: ContinuousClock.Instant? = nil,
    deliver: (ReportOutcome) throws -> Void = { _ in }
  ) async throws -> [ReportOutcome] {
    // Workers only read: here the store is brought up to date, and stays open as long as they need it.
    let store = usage == .kept ? try configuration.openStoreForReading(at: request.now) : nil
    defer { withExtendedLifetime(store) {} }
    return try await withThrowingTaskGroup(of: (Int, ReportOutcome).self) { group in
      var waiting = request.reports.enumerated().makeIterator()
      func startNext() {
        guard let (index, report) = waiting.next() else { return }
        group.addTask { (index, try await render(report, of: request, until: deadline)) }
      }
      for _ in 0..<atOnce { startNext() }
      var outcomes: [(Int, ReportOutcome)] = []
      while let outcome = try await group.next() {
        outcomes.append(outcome)
        startNext()
        try deliver(outcome.1)
      }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func render(
    _ report: Configuration.Report,
    of request: ReportRequest,
    until deadline: ContinuousClock.Instant?
  ) async throws -> ReportOutcome {
    let job = ReportJob(report, of: request, with: configuration, on: usage)
    let limits = configuration.limits
    let writers = (request.formats ?? report.formats).filter { $0.builtIn == nil }
    // The script's own clock should be first, and then those of the writers.
    let longest = limits.wallTime * (1 + writers.count) + .seconds(2)
    let left = deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) } ?? longest
    let process = WorkerProcess(
      executable: executable,
      deadline: min(longest, left),
      // A cell of one letter becomes a few dozen bytes of each format.
      outputLimit: 16 << 20 + 32 * min(limits.output, 1 << 40)
    )
    let problem: ScriptProblem
    switch try await process.run(try WorkerPipe.encode(job)) {
    case .replied(let bytes):
      do {
        return try WorkerPipe.decode(ReportReply.self, from: bytes).outcome(of: report.name)
      } catch WorkerPipe.Failure.version(let other) {
        throw WorkerError(
          "\(executable) is tally \(other), and this program \(Tallystick.version); name the same version"
        )
      } catch WorkerPipe.Failure.unreadable {
        problem = WorkerEnd.exited(0).problem(of: report.script, under: limits, [])
      }
    case .ended(.overdue, _) where left < longest:
      problem = WorkerEnd.late.problem(of: report.script, under: limits, [])
    case .ended(let end, let messages):
      problem = end.problem(of: report.script, under: limits, messages)
    }
    return ReportOutcome(
      report: report.name,
      result: .failure(problem.suspecting(writers)),
      log: []
    )
  }
}

extension ScriptProblem {
  /// The same problem of a process in which writers ran, too.
  fileprivate func suspecting(_ writers: [ReportFormat]) -> ScriptProblem {
    guard !writers.isEmpty else { return self }
    let names = writers.map { "Scripts/writers/\($0.rawValue).lua" }.joined(separator: ", ")
    return ScriptProblem(
      description:
        "\(description)\nit may not have been the script: \(names) ran in the same process",
      isUsage: isUsage,
      isLate: isLate
    )
  }
}
