import ReportScripting
import UsageAnalysis

extension ScriptOutput {
  /// How the costs of a report were divided.
  func ledger(
    _ request: LedgerRequest,
    of report: Configuration.Report
  ) throws(ScriptProblem) -> [AllocationLedger.Row] {
    func problem(_ text: String) -> ScriptProblem {
      ScriptProblem(description: "\(report.script): \(text)", isUsage: true)
    }
    guard let allocation else {
      throw problem("the report divides no costs; there is nothing to explain")
    }
    let targets = allocation.shares.map(\.target)
    if let target = request.target, !targets.contains(target) {
      let known =
        targets.isEmpty ? "nothing was divided" : "there are \(targets.joined(separator: ", "))"
      let hint = closestName(to: target, in: targets).map { "did you mean \"\($0)\"?" } ?? known
      throw problem("no target is called \"\(target)\"; \(hint)")
    }
    let rows = Array(allocation.ledger(target: request.target, source: request.source))
    if let source = request.source, rows.isEmpty {
      let sources = Set(allocation.ledger(target: request.target).map(\.source)).sorted()
      let hint =
        closestName(to: source, in: sources).map { "did you mean \"\($0)\"?" }
        ?? "there are \(sources.joined(separator: ", "))"
      throw problem("nothing of it comes from a source called \"\(source)\"; \(hint)")
    }
    return rows
  }
}
