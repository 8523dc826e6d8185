public import UsageModel

/// Which thresholds of a budget somebody has to be told about, once a crossing.
///
/// A ledger is made from what the store has recorded and from how the budget stands now. It does nothing itself: each
/// alert that is due is delivered, and its crossing recorded only when that succeeded, so what failed is due again.
/// What is ``noted`` needs no delivery and is recorded in any case.
///
/// A crossing that was told of stays told of in its period. It is a new one when three things hold for three days, of
/// which each is later than the one before and all are judged by the data as they are known now:
///
/// 1. On the day of the last crossing, or the last one on which the budget was seen above since, it had reached the
///    threshold.
/// 2. On a later day it was seen below, and is still below on that day.
/// 3. It has reached the threshold again on the last complete day, which is later still.
///
/// Restated data so cannot repeat an alert: a value that drops and rises again about one day is no third day, a drop
/// that is taken back later is no second one, and a first day that is not above any more says that the drop was a
/// correction. Only where the second day lies more than a tenth of the threshold below it does a new crossing count
/// without the first: then the alert was wrong, or the limit is another one, and nobody was told of this crossing.
public struct AlertLedger: Sendable {
  /// Something to tell.
  public struct Alert: Hashable, Sendable {
    /// What to record once it is delivered.
    public let crossing: BudgetCrossing
    /// What was compared with the threshold's share: a part of the limit, or a chance.
    public let level: FixedDecimal
  }

  /// What to tell, in the order of the budget's thresholds.
  public let due: [Alert]
  /// What to record at once.
  public let noted: [BudgetCrossing]

  /// Decides about a budget.
  ///
  /// - Parameters:
  ///   - budget: The budget.
  ///   - period: Its period that contains the last complete day.
  ///   - day: The last complete day.
  ///   - moment: What counts as now.
  ///   - recorded: The crossings that the store has; those of other budgets and periods do not count.
  ///   - level: What is compared with a threshold's share once a day is over, from data as they are known now. It is
  ///     asked about earlier days only where a crossing may be a new one.
  public init(
    of budget: Budget,
    in period: Period,
    through day: Day,
    at moment: Timestamp,
    recorded: [BudgetCrossing],
    level: (Budget.Warning.Kind, Day) throws -> FixedDecimal?
  ) rethrows {
    let day = min(day, period.last)
    var (due, noted) = ([Alert](), [BudgetCrossing]())
    var known: [Budget.Warning.Kind: FixedDecimal?] = [:]
    var seen: Set<Budget.Warning> = []
    for warning in budget.warnings where seen.insert(warning).inserted && day >= period.start {
      let present = try known[warning.kind] ?? level(warning.kind, day)
      known[warning.kind] = .some(present)
      // What is not known is neither above nor below.
      guard let present else { continue }
      let place = BudgetCrossing.Place(budget: budget.name, days: period.days, warning: warning)
      let fresh = BudgetCrossing(place: place, toldAt: moment, reachedOn: day)
      guard let old = recorded.first(where: { $0.place == place }) else {
        if present >= warning.share { due.append(Alert(crossing: fresh, level: present)) }
        continue
      }
      switch try old.next(through: day, present: present, level: { try level(warning.kind, $0) }) {
      case .same: break
      case .noted(let crossing): noted.append(crossing)
      case .new: due.append(Alert(crossing: fresh, level: present))
      }
    }
    self.due = due
    self.noted = noted
  }
}

extension BudgetCrossing {
  /// What becomes of a crossing that was told of.
  fileprivate enum Next {
    /// Nothing.
    case same
    /// The budget was seen above or below on another day.
    case noted(BudgetCrossing)
    /// There is another one.
    case new
  }

  /// Looks at it on a later day.
  fileprivate func next(
    through day: Day,
    present: FixedDecimal,
    level: (Day) throws -> FixedDecimal?
  ) rethrows -> Next {
    let share = place.warning.share
    guard present >= share else {
      guard day > belowOn ?? reachedOn else { return .same }
      // The first such day stays, as long as it was one.
      if let belowOn, let drop = try level(belowOn), drop < share { return .same }
      return .noted(
        BudgetCrossing(place: place, toldAt: toldAt, reachedOn: reachedOn, belowOn: day)
      )
    }
    let stays = BudgetCrossing(place: place, toldAt: toldAt, reachedOn: day)
    guard let belowOn else { return day > reachedOn ? .noted(stays) : .same }
    guard day > belowOn else { return .same }
    // The drop was taken back: it never was below.
    guard let drop = try level(belowOn), drop < share else { return .noted(stays) }
    // Nine tenths of a share of at most ten cannot overflow.
    if drop < FixedDecimal(units: share.units / 10 * 9) { return .new }
    guard let before = try level(reachedOn), before >= share else { return .noted(stays) }
    return .new
  }
}
