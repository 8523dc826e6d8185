import ArgumentParser
import UsageAnalysis
import UsageModel

/// What `--fail-on` of `tally budgets` takes for a failure.
enum BudgetFailure: String, ExpressibleByArgument, CaseIterable {
  /// A budget that is over its limit.
  case breach
  /// A budget that is over its limit, or at risk.
  case forecast

  /// The statuses that are a failure.
  private var statuses: [BudgetOutlook.Status] {
    switch self {
    case .breach: [.over]
    case .forecast: [.over, .atRisk]
    }
  }

  /// Which budgets fail; nil where none does.
  func message(about listing: BudgetListing) -> String? {
    let parts = statuses.compactMap { status -> String? in
      let names = listing.rows.filter { $0.status == status }.map(\.standing.budget.name)
      return names.isEmpty ? nil : "\(status.rawValue): \(names.joined(separator: ", "))"
    }
    return parts.isEmpty ? nil : "budgets \(parts.joined(separator: "; "))"
  }
}
