import Foundation
import Logging
import LuaHost
public import UsageModel

extension Host {
  /// Renders one report; nothing is written.
  ///
  /// What the script logs goes to the logger. Reports that are rendered at once do not wait for each other.
  ///
  /// - Parameters:
  ///   - name: The report's name: in the configuration, or of a script in `Scripts/` where it lists none.
  ///   - format: The format.
  ///   - period: The period; nil for the script's own.
  ///   - parameters: Values for the script's parameters, over those of the configuration.
  ///   - asOf: Only what was learnt by then; nil for all that is known.
  ///   - now: The moment that counts as now; nil for this machine's clock.
  ///   - deadline: When the script ends at the latest, beside its limits; nil for no such moment.
  /// - Returns: A file a report that the script returns; most return one.
  /// - Throws: When there is no such report, its script fails or is late, the store cannot be used, or the
  ///   task is cancelled.
  @concurrent
  public func render(
    _ name: String,
    as format: ReportFormat = .html,
    period: Period? = nil,
    parameters: [String: String] = [:],
    asOf: Timestamp? = nil,
    now: Timestamp? = nil,
    deadline: ContinuousClock.Instant? = nil
  ) async throws(TallystickError) -> [RenderedFile] {
    let reports = configuration.allReports
    guard let report = reports.first(where: { $0.name == name }) else {
      throw unknown("report", name, reports.map(\.name))
    }
    let request = ReportRequest(
      reports: [report],
      period: period,
      now: now ?? Timestamp(Date()),
      asOf: asOf,
      formats: [format],
      parameters: parameters
    )
    do {
      let run = ReportRun(configuration: configuration, store: store, library: library)
      let outcomes = try await run.render(request, deadline: deadline)
      for line in outcomes.flatMap(\.log) {
        logger.info("\(line)", metadata: ["report": "\(name)"])
      }
      return try outcomes.flatMap { try $0.result.get() }
    } catch {
      throw TallystickError(error)
    }
  }

  /// The error about a name that the configuration does not have.
  func unknown(_ kind: String, _ name: String, _ known: [String]) -> TallystickError {
    let hint = closestMatch(to: name, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
    let list = known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))"
    return TallystickError(.unknownName, "no \(kind) is called \"\(name)\"\(hint); \(list)")
  }
}
