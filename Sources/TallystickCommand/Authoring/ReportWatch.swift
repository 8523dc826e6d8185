import Foundation
import Tallystick
import UsageModel

/// Renders a report each time something that it depends on changes.
struct ReportWatch: Sendable {
  /// What the command line says.
  let script: String
  let period: Period?
  let out: String?
  let now: Timestamp?
  let isVerbose: Bool
  /// The last configuration without a mistake, with what it says of the report.
  var configuration: Configuration
  var report: [Configuration.Report]

  /// How often the contents of the files are compared; what stays for longer is never missed.
  private static let pause = Duration.milliseconds(250)

  /// Renders, waits for a change, and begins again, until the task is cancelled.
  mutating func renderForever() async throws {
    while true {
      // What changes from here on is rendered next time, even while this goes on.
      let seen = files
      await render()
      while files == seen { try await Task.sleep(for: Self.pause) }
      reload()
    }
  }

  private var files: [WatchedFiles] {
    report.map { WatchedFiles(ofScript: $0.script, in: configuration) }
  }

  /// Takes over a changed configuration; one with a mistake is told, and the last good one stays.
  private mutating func reload() {
    do {
      let changed = try Configuration.load(configuration.file)
      report = try changed.reports(named: [script])
      configuration = changed
    } catch {
      Console.standard.error(CommandFailure(error)?.message ?? "\(error)")
    }
  }

  /// Renders once; whatever goes wrong is told, and the files stay as they were.
  private func render() async {
    let start = ContinuousClock.now
    do {
      let request = ReportRequest(reports: report, period: period, now: now ?? Timestamp(Date()))
      let folder = ReportFolder(
        out ?? configuration.output,
        appearance: configuration.appearance
      )
      var paths: [String] = []
      for outcome in try await ReportWorkers(
        configuration: configuration,
        executable: ThisProgram.path
      ).render(request) {
        for line in outcome.log where isVerbose || line.hasPrefix("warning: ") {
          Console.standard.error("\(outcome.report): \(line)")
        }
        switch outcome.result {
        case .success(let files): paths += try folder.write(files, of: outcome.documents)
        case .failure(let problem): Console.standard.error(problem.description)
        }
      }
      guard !paths.isEmpty else { return }
      let time = (ContinuousClock.now - start).components
      let milliseconds = time.seconds * 1000 + time.attoseconds / 1_000_000_000_000_000
      try Console.standard.output("\(paths.joined(separator: " ")) (\(milliseconds) ms)")
    } catch is CancellationError {
      return
    } catch {
      Console.standard.error(CommandFailure(error)?.message ?? "\(error)")
    }
  }
}
