import ReportDocument
import UsageModel
import UsageStore

/// How much usage a source has probably had while nobody looked.
///
/// Nothing of it is ever part of a figure; it only tells readers how far off the figures may be.
struct MissingUsage {
  let configuration: Configuration
  let usage: StoredUsage
  /// The moment the report is made as of.
  let moment: Timestamp

  /// How far back a complete day is looked for: one from longer ago says little about today.
  private static let mostDaysBack = 31

  /// What a stretch of time would have cost if it had been like the last day that was seen whole.
  ///
  /// - Returns: Such as `about $1.23`, or credits where they have no price; nil where there was no usage, or
  ///   no such day.
  func estimate(
    of source: KeptSource,
    unseen seconds: FixedDecimal,
    in period: Period
  ) throws -> String? {
    guard let day = try lastWholeDay(of: source, in: period) else { return nil }
    let daily = rates(of: try answer(for: source, on: day..<day.advanced(by: 1)).records)
    let texts = daily.compactMap { rate -> String? in
      // An amount that is too large for its figures is no estimate.
      guard let product = try? rate.amount * seconds,
        let amount = try? product.divided(by: 86_400)
      else { return nil }
      let money = Money(amount, rate.currency)
      // Digits behind the point of a large number of credits would only look exact.
      let isLong = Money.isVirtualCurrency(money.currency) && amount >= 10
      return configuration.appearance.format.money(money, decimals: isLong ? 0 : nil)
    }
    return texts.isEmpty ? nil : "about \(texts.joined(separator: " and "))"
  }

  /// The last day before a period's end that readings cover from its beginning to its end.
  private func lastWholeDay(of source: KeptSource, in period: Period) throws -> Day? {
    // The last reading is on a day that is not over.
    let seen = configuration.calendar.day(of: source.lastObserved)
    let last = min(period.last, seen.advanced(by: -1))
    for back in 0..<Self.mostDaysBack {
      let day = last.advanced(by: -back)
      let answer = try answer(for: source, on: day..<day.advanced(by: 1))
      if answer.coverageBySource[source.identity.name] == 1 { return day }
    }
    return nil
  }

  private func answer(for source: KeptSource, on days: Range<Day>) throws -> UsageAnswer {
    let name = source.identity.name
    let condition = UsageFilter.Condition(.source, anyOf: [UsageFilter.Pattern(name)])
    let filter = UsageFilter([condition])
    var answer = try usage.answer(
      UsageQuery(days: days, dimensions: [], filter: filter, asOf: moment)
    )
    // A star in a name is a wildcard.
    answer.records.removeAll { $0.source != name }
    return answer
  }

  /// What the usage of a day cost, or, where nothing prices it, what the platform counted.
  ///
  /// Fees are left out: they are known without a reading.
  private func rates(of records: [UsageRecord]) -> [Money] {
    let records = records.filter { $0.charge == .usage }
    if let cost = try? FixedDecimal.sum(of: records.compactMap(\.effective)), cost > 0 {
      return [Money(cost, configuration.currency)]
    }
    // Credits that a plan includes cost nothing and are still worth telling.
    let counted = records.compactMap(\.native).filter { $0.currency != configuration.currency }
    return Dictionary(grouping: counted, by: \.currency).sorted { $0.key < $1.key }
      .compactMap { currency, amounts in
        let total = try? FixedDecimal.sum(of: amounts.map(\.amount))
        return total.flatMap { $0 > 0 ? Money($0, currency) : nil }
      }
  }
}
