import ReportDocument
public import UsageAnalysis
public import UsageModel

/// How the budgets of a configuration stand, and what has to be told of them.
public struct BudgetWatch: Sendable {
  private let configuration: Configuration
  private let usage: StoredUsage
  private let moment: Timestamp

  /// Looks at the budgets as of a moment.
  public init(_ configuration: Configuration, usage: StoredUsage, at moment: Timestamp) {
    self.configuration = configuration
    self.usage = usage
    self.moment = moment
  }

  /// How each budget stands in its period that contains a day, in the order of the configuration.
  ///
  /// - Parameter day: The day; nil for today.
  /// - Returns: An outlook a budget.
  /// - Throws: When the store cannot answer, or an amount is too large to work with.
  public func outlooks(on day: Day? = nil) throws -> [BudgetOutlook] {
    let today = configuration.calendar.day(of: moment)
    return try configuration.budgets.map {
      try course(of: $0, on: day ?? today).outlook(before: today)
    }
  }

  /// An alert with what to record once everybody was told.
  struct Alert {
    let message: RunMessage
    let crossing: BudgetCrossing
  }

  /// The thresholds that were crossed on the days that are over, and that nobody was told of.
  ///
  /// - Parameter recorded: The crossings of a budget that are known.
  /// - Returns: What to tell, and what to record without telling.
  /// - Throws: When the store cannot answer, or an amount is too large to work with.
  func alerts(
    recorded: (String) throws -> [BudgetCrossing]
  ) throws -> (due: [Alert], noted: [BudgetCrossing]) {
    let yesterday = configuration.calendar.day(of: moment).advanced(by: -1)
    var (due, noted) = ([Alert](), [BudgetCrossing]())
    for budget in configuration.budgets where !budget.warnings.isEmpty {
      let course = try course(of: budget, on: yesterday)
      let known = try recorded(budget.name)
      let ledger = try AlertLedger(
        of: budget,
        in: course.period,
        through: yesterday,
        at: moment,
        recorded: known
      ) { try course.level(of: $0, after: $1) }
      noted += ledger.noted
      guard !ledger.due.isEmpty else { continue }
      let outlook = try course.outlook(before: yesterday.advanced(by: 1))
      due += ledger.due.map { alert in
        let before = known.first { $0.place == alert.crossing.place }
        return Alert(message: message(alert, outlook, after: before), crossing: alert.crossing)
      }
    }
    return (due, noted)
  }

  private func course(of budget: Budget, on day: Day) throws -> BudgetCourse {
    let windows = try windows(for: budget, around: day)
    return try BudgetCourse(
      of: budget,
      in: budget.period(containing: day, windows: windows, calendar: configuration.calendar),
      asOf: moment,
      windows: windows,
      calendar: configuration.calendar
    ) { try usage.table($0, view: .effective) }
  }

  /// The billing windows of the source whose cycle a budget follows, as far as they tell the cycle of a day.
  private func windows(for budget: Budget, around day: Day) throws -> [BillingWindow] {
    guard case .cycle(let source) = budget.span else { return [] }
    return try usage.answer(.windows(of: source, until: day, asOf: moment)).windows(of: source)
  }

  /// What was compared with the threshold, in words: `78.9% spent`.
  private func level(_ alert: AlertLedger.Alert) -> String {
    let share = configuration.appearance.format.share(alert.level)
    return switch alert.crossing.place.warning.kind {
    case .spent: "\(share) spent"
    case .forecast: "\(share) expected"
    case .chance: "a chance of \(share)"
    }
  }

  private func message(
    _ alert: AlertLedger.Alert,
    _ outlook: BudgetOutlook,
    after before: BudgetCrossing?
  ) -> RunMessage {
    let (place, standing) = (alert.crossing.place, outlook.standing)
    let format = configuration.appearance.format
    let reason = outlook.reason.text { format.share($0) }
    let days = "\(place.days.lowerBound)..\(place.days.upperBound.advanced(by: -1))"
    let name = "budget \(place.budget)"
    // A crossing that follows another one of the same place is another event.
    let turn = before.map { "after that of \($0.toldAt)" } ?? "first"
    return RunMessage(
      id: "\(name) \(days) \(place.warning) \(turn)",
      kind: .alert,
      title: name,
      text:
        "\(place.warning) is reached in \(standing.period.label), with \(level(alert)); \(reason)",
      facts: [
        .init("budget", place.budget), .init("threshold", place.warning.description),
        .init("start", place.days.lowerBound.description),
        .init("stop", place.days.upperBound.description),
        .init("unit", standing.budget.unit), .init("limit", standing.limit?.description),
        .init("spent", standing.spent?.description),
        .init("expected", outlook.expected?.description),
        .init("chance", outlook.chance?.description),
        .init("status", outlook.status?.rawValue),
      ]
    )
  }
}

extension Configuration.FailOn {
  /// Which budgets make a command fail; nil where none does.
  public func message(about outlooks: [BudgetOutlook]) -> String? {
    let statuses: [BudgetOutlook.Status] =
      switch self {
      case .none: []
      case .breach: [.over]
      case .forecast: [.over, .atRisk]
      }
    let parts = statuses.compactMap { status -> String? in
      let names = outlooks.filter { $0.status == status }.map(\.standing.budget.name)
      return names.isEmpty ? nil : "\(status.rawValue): \(names.joined(separator: ", "))"
    }
    return parts.isEmpty ? nil : "budgets \(parts.joined(separator: "; "))"
  }
}
