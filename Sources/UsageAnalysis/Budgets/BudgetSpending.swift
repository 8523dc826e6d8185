import UsageModel

/// What was spent of a budget on each day, in its unit.
struct BudgetSpending {
  /// What is known of a day.
  private struct DaySum {
    /// The sum of what is told; nil where nothing tells an amount in the unit.
    var amount: FixedDecimal?
    /// Whether any usage of it is in the scope.
    var isInScope = false
  }

  private let days: [Day: DaySum]
  /// The first day of which any usage is known, in the scope or not; nil where there is none.
  let firstDay: Day?

  /// Reads usage.
  ///
  /// A day of which other usage is known, but none in the scope, is one on which nothing was spent.
  init(of budget: Budget, in usage: BudgetUsage) throws(ArithmeticOverflow) {
    let table = usage.table
    let column = table.column(of: budget.measure)
    let counts = table.lines.map { $0.counts(in: budget.measure) }
    var days: [Day: DaySum] = [:]
    var first: Day?
    for row in 0..<table.count {
      let (day, line) = (table.day(at: row), Int(table.lineOf[row]))
      if table.lines[line].charge == .usage { first = min(first ?? day, day) }
      var sum = days[day] ?? DaySum()
      if row < usage.counted {
        sum.isInScope = true
        if counts[line], let amount = column[row] {
          sum.amount = try (sum.amount ?? .zero) + amount
        }
      }
      days[day] = sum
    }
    self.days = days
    firstDay = first
  }

  /// What was spent on some days; nil where nothing is known of it.
  ///
  /// `isCovered` says that the sources were seen on these days, also where they told of no usage at all.
  func spent(
    on range: Range<Day>,
    isCovered: Bool = false
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    var sum: FixedDecimal?
    var (isInScope, isSeen) = (false, range.isEmpty || isCovered)
    for offset in 0..<range.count {
      guard let known = days[range.lowerBound.advanced(by: offset)] else { continue }
      isSeen = true
      isInScope = isInScope || known.isInScope
      if let amount = known.amount { sum = try (sum ?? .zero) + amount }
    }
    return sum ?? (isSeen && !isInScope ? .zero : nil)
  }
}
