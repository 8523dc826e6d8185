import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps what was told about thresholds of budgets, in one transaction.
  public func record(_ crossings: [BudgetCrossing]) throws(StoreError) {
    guard !crossings.isEmpty else { return }
    try write { database in
      let insert = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO budget_crossing
          (budget, start, stop, threshold, told_at, reached_on, below_on)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      )
      for crossing in crossings {
        let place = crossing.place
        try insert.execute(
          arguments: [
            place.budget.stored, place.days.lowerBound.daysSince1970,
            place.days.upperBound.daysSince1970, place.warning.description,
            crossing.toldAt.milliseconds, crossing.reachedOn.daysSince1970,
            crossing.belowOn?.daysSince1970,
          ]
        )
      }
    }
  }

  /// What was told about the thresholds of a budget, by period and then by threshold.
  public func crossings(of budget: String) throws(StoreError) -> [BudgetCrossing] {
    try read { database in
      // A store of an older version that can only be read has no place for them.
      guard try database.tableExists("budget_crossing") else { return [] }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT start, stop, threshold, told_at, reached_on, below_on FROM budget_crossing
          WHERE budget = ?
          """,
        arguments: [budget.stored]
      )
      return try rows.map { try BudgetCrossing(stored: $0, of: budget) }.inOrder
    }
  }
}

extension BudgetCrossing {
  fileprivate init(stored row: Row, of budget: String) throws {
    let (start, stop, threshold): (Int, Int, String) = (row["start"], row["stop"], row["threshold"])
    let (reachedOn, belowOn): (Int, Int?) = (row["reached_on"], row["below_on"])
    let days = [start, stop, reachedOn, belowOn ?? reachedOn]
    guard start < stop, days.allSatisfy(Self.countableDays.contains),
      let toldAt = Timestamp(stored: row["told_at"]), let warning = Budget.Warning(threshold)
    else { throw StoreDamage("budget_crossing \(budget.prefix(60)) \(threshold.prefix(60))") }
    self.init(
      place: Place(
        budget: budget,
        days: Day(daysSince1970: start)..<Day(daysSince1970: stop),
        warning: warning
      ),
      toldAt: toldAt,
      reachedOn: Day(daysSince1970: reachedOn),
      belowOn: belowOn.map(Day.init(daysSince1970:))
    )
  }

  /// The days of the years 1 to 9999.
  private static let countableDays = -719_162...2_932_897
}
