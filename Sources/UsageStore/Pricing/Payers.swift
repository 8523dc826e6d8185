import UsageModel

/// What pays for usage of one unit on one day.
struct Payers {
  /// The unit of the usage.
  let unit: String
  /// The plan that covers it; nil without one.
  let plan: Plan?
  /// The day, which decides about rates.
  let day: Day

  /// A tranche without its place on the curve.
  struct Payer {
    /// What kind of payer it is.
    let kind: PriceCurve.Payer
    /// What it pays.
    let price: PriceCurve.Price
    /// How the price is converted.
    var quote: PriceList.Quote?
    /// Where the money comes from.
    var pricing: Pricing?

    /// The tranche at a place.
    func tranche(
      from lower: FixedDecimal,
      to upper: FixedDecimal,
      shift: FixedDecimal
    ) -> PriceCurve.Tranche {
      PriceCurve.Tranche(
        payer: kind,
        price: price,
        quote: quote,
        pricing: pricing,
        lower: lower,
        upper: upper,
        shift: shift
      )
    }
  }

  /// The plan, for what it includes.
  func included(by plan: Plan, _ quotes: inout Quotes) -> Payer {
    Payer(kind: .plan, price: .nothing, pricing: quotes.shared(.plan(plan, exchange: nil)))
  }

  /// A lot of prepaid credits.
  func drawn(
    from lot: PrepaidCredits.Lot,
    _ number: Int,
    _ quotes: inout Quotes
  ) throws(ArithmeticOverflow) -> Payer {
    // What was bought cost what it cost on that day, whatever its currency is worth when it is used.
    let quote = quotes.quote(for: lot.charge.amount.currency, on: lot.day)
    // What a lot pays for is billed nothing, also where the lot's own currency has no rate.
    let pricing = quotes.shared(.topUp(lot.charge, exchange: quote?.rate))
    let cost = try quote?.price(of: lot.charge.amount.amount)
    let price = PriceCurve.Price.part(of: cost ?? .zero, in: lot.quantity)
    return Payer(
      kind: .lot(number),
      price: price,
      quote: cost == nil ? nil : quotes.own,
      pricing: pricing
    )
  }

  /// What goes beyond all that was paid before.
  func usage(_ quotes: inout Quotes) -> Payer {
    guard let plan, let overage = plan.overage else {
      let quote = quotes.quote(for: unit, on: day)
      let pricing = quotes.pricing(by: quote)
      return Payer(kind: .usage, price: .itself, quote: quote, pricing: pricing)
    }
    let quote = quotes.quote(for: overage.currency, on: day)
    let pricing = quote.map { quotes.shared(.plan(plan, exchange: $0.rate)) }
    return Payer(kind: .usage, price: .each(overage.amount), quote: quote, pricing: pricing)
  }
}
