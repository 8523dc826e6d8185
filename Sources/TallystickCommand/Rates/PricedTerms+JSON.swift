import UsageModel

extension PricedTerms {
  /// The terms in the documented JSON.
  ///
  /// - Parameters:
  ///   - period: The days that were asked for; nil takes those on which there was anything.
  ///   - asOf: The moment whose knowledge counts.
  ///   - currency: The reporting currency.
  /// - Returns: The object.
  func json(of period: Period?, asOf: Timestamp, currency: String) -> JSONText {
    let start = period?.start ?? days.min()
    let stop = period?.stop ?? days.max()?.advanced(by: 1)
    return .object([
      (
        "period",
        .object([("start", .text(start?.description)), ("stop", .text(stop?.description))])
      ),
      ("as_of", .string(asOf.description)),
      ("currency", .string(currency)),
      ("rows", .array(entries.map { $0.json(currency) })),
      ("unpriced", Self.amounts(unpricedByUnit)),
      ("total", .object([("effective", .decimal(effective)), ("billed", .decimal(billed))])),
    ])
  }

  fileprivate static func amounts(_ amounts: [(unit: String, quantity: FixedDecimal)]) -> JSONText {
    .array(
      amounts.map { unit, quantity in
        .object([("unit", .string(unit)), ("quantity", .decimal(quantity))])
      }
    )
  }
}

extension PricedTerms.Entry {
  fileprivate func json(_ currency: String) -> JSONText {
    .object([
      ("kind", .string(term.kind)), ("sources", .array(sourceNames.map { .string($0) })),
      ("term", .string(term.words(currency))), ("since", .text(term.since?.description)),
      ("before", .text(term.before?.description)), ("priced", PricedTerms.amounts(pricedByUnit)),
      ("days", .integer(days.count)), ("converted_days", .integer(convertedDays.count)),
      ("effective", .decimal(effective)), ("billed", .decimal(billed)),
    ])
  }
}
