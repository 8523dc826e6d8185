import UsageModel

/// Cuts the imported charges of one source into days and prices them.
///
/// A charge is billed on the day on which it begins. It takes effect on all days of its time, in proportion to how much
/// of it lies on each, exact by largest remainder; so do its quantity and its requests. In another currency than the
/// reporting one it is priced once, by the rate of its first day, so that both views come to the same.
struct ImportCollecting {
  private let source: String
  private let query: UsageQuery
  private let context: UsageContext
  private let prices: PriceList

  /// What tells rows apart.
  private struct Key: Hashable {
    let batch: Int32
    let day: Int32
    let line: Int32
    let quality: UInt8
    let quote: Int16
  }

  /// A time in days.
  private enum Cut {
    /// It lies on one day.
    case day(Day)
    /// It lies on several, of which each has a weight.
    case days(Range<Day>, weights: [Int64])
    /// It is on none that is asked for.
    case outside
  }

  private var lines: [UsageLine] = []
  private var placeOfLine: [UsageLine: Int32] = [:]
  private var batches: [Timestamp] = []
  private var places: [Key: Int] = [:]
  private var keys: [Key] = []
  private var amounts: [ImportedRows.Amounts] = []
  private var quotes: [PriceList.Quote?] = []
  private var pricings: [Pricing?] = []
  private var placeOfQuote: [PriceList.Quote?: Int16] = [:]
  // What the lines and times of the import that is read come to.
  private var wanted: [Int32] = []
  private var currencies: [String] = []
  private var cuts: [Cut] = []

  init(of source: String, query: UsageQuery, context: UsageContext, terms: Terms) {
    self.source = source
    self.query = query
    self.context = context
    prices = PriceList(currency: context.currency, rates: terms.rates)
  }

  /// Whether the filter leaves anything of a source.
  static func isAsked(_ source: String, _ query: UsageQuery) -> Bool {
    query.filter.conditions.allSatisfy { $0.dimension != .source || $0.holds(for: source) }
  }

  /// Begins an import with its lines and times.
  mutating func begin(
    _ lines: [ImportedCharges.Line],
    _ spans: [Range<Timestamp>],
    learntAt moment: Timestamp
  ) {
    batches.append(moment)
    let labels = SourceLabels(of: source, in: context)
    wanted = lines.map { line in
      let labelled = UsageLine(line, of: source, labels)
      let passes = query.filter.conditions.allSatisfy { condition in
        labelled[condition.dimension].map { condition.holds(for: $0) } ?? true
      }
      guard passes else { return -1 }
      if let known = placeOfLine[labelled] { return known }
      let place = Int32(self.lines.count)
      placeOfLine[labelled] = place
      self.lines.append(labelled)
      return place
    }
    currencies = lines.map(\.currency)
    cuts = spans.map(cut)
  }

  private func cut(_ span: Range<Timestamp>) -> Cut {
    let calendar = context.calendar
    let first = calendar.day(of: span.lowerBound)
    let last = calendar.day(of: span.upperBound.justBefore)
    guard first < query.days.upperBound, last >= query.days.lowerBound else { return .outside }
    guard first < last else { return .day(first) }
    let cuts = DayCuts(from: span.lowerBound, to: span.upperBound, in: calendar)
    let weights = cuts.weights(
      of: 0...(last - first),
      from: span.lowerBound,
      to: span.upperBound
    )
    return .days(first..<last.advanced(by: 1), weights: weights)
  }

  /// Adds charges of the import that was begun.
  mutating func add(_ charges: ImportedCharges) throws(ArithmeticOverflow) {
    for row in 0..<charges.count {
      let place = Int(charges.lineOf[row])
      guard wanted[place] >= 0 else { continue }
      switch cuts[Int(charges.spanOf[row])] {
      case .outside: continue
      case .day(let day): try add(charges, row, place, on: day)
      case .days(let days, let weights): try add(charges, row, place, on: days, weights)
      }
    }
  }

  private mutating func add(
    _ charges: ImportedCharges,
    _ row: Int,
    _ line: Int,
    on day: Day
  ) throws(ArithmeticOverflow) {
    let billed = charges.billed[row] ?? .zero
    let effective = charges.effective[row] ?? .zero
    let quote = quote(currencies[line], on: day, isNothing: billed.isZero && effective.isZero)
    let target = target(charges, row, line, day, quote)
    let price = quotes[Int(quote)]
    try amounts[target].native += charges.natives[row] ?? effective
    if price == nil { try amounts[target].add(billedNative: Self.billedNative(charges, row)) }
    try amounts[target].addMoney(
      billed: try price.price(of: billed),
      effective: try price.price(of: effective)
    )
    if let quantity = charges.quantities[row] { try amounts[target].add(quantity: quantity) }
    if let requests = charges.requests[row] { try amounts[target].add(requests: requests) }
  }

  private mutating func add(
    _ charges: ImportedCharges,
    _ row: Int,
    _ line: Int,
    on days: Range<Day>,
    _ weights: [Int64]
  ) throws(ArithmeticOverflow) {
    let billed = charges.billed[row] ?? .zero
    let effective = charges.effective[row] ?? .zero
    let native = charges.natives[row] ?? effective
    let quote = quote(
      currencies[line],
      on: days.lowerBound,
      isNothing: billed.isZero && effective.isZero
    )
    let price = quotes[Int(quote)]
    let natives = native.spread(over: weights)
    let costs = try price.price(of: effective)?.spread(over: weights)
    // Money and credits have parts; what is counted has not.
    let unit = charges.lines[line].unit
    let isCounted = unit.map { !Money.isCurrency($0) } ?? false
    let quantities = charges.quantities[row]?
      .spread(over: weights, granularity: isCounted ? .whole : .finest)
    let requests = charges.requests[row]?.spread(over: weights, granularity: .whole)
    for (place, day) in days.enumerated() where query.days.contains(day) {
      let isFirst = place == 0
      // A purchase that takes effect elsewhere is a record of its first day only.
      let isNothing =
        natives[place].isZero && (costs?[place].isZero ?? true)
        && (quantities?[place].isZero ?? true)
        && (requests?[place].isZero ?? true)
      guard isFirst || !isNothing else { continue }
      let target = target(charges, row, line, day, quote)
      try amounts[target].native += natives[place]
      if price == nil {
        let billed = isFirst ? Self.billedNative(charges, row) : .zero
        try amounts[target].add(billedNative: billed)
      }
      try amounts[target].addMoney(
        billed: isFirst ? try price.price(of: billed) : .zero,
        effective: costs?[place]
      )
      if let quantity = quantities?[place] { try amounts[target].add(quantity: quantity) }
      if let count = requests?[place] { try amounts[target].add(requests: count) }
    }
  }

  /// What the billed view shows of a charge that nothing prices, in the currency that the effective one shows it in.
  private static func billedNative(_ charges: ImportedCharges, _ row: Int) -> FixedDecimal {
    let billed = charges.billed[row] ?? .zero
    // Credits are not told by view: they count where the money does.
    return billed.isZero ? .zero : charges.natives[row] ?? billed
  }

  /// The place of the row that a charge adds to.
  private mutating func target(
    _ charges: ImportedCharges,
    _ row: Int,
    _ line: Int,
    _ day: Day,
    _ quote: Int16
  ) -> Int {
    let key = Key(
      batch: Int32(batches.count - 1),
      day: Int32(clamping: day.daysSince1970),
      line: wanted[line],
      quality: charges.qualities[row],
      quote: quote
    )
    if let known = places[key] { return known }
    places[key] = keys.count
    keys.append(key)
    amounts.append(ImportedRows.Amounts())
    return keys.count - 1
  }

  /// The place of what prices a currency on a day; nothing costs nothing in every currency.
  private mutating func quote(_ currency: String, on day: Day, isNothing: Bool) -> Int16 {
    let quote =
      isNothing || currency == prices.currency
      ? prices.quote(for: prices.currency, on: day) : prices.quote(for: currency, on: day)
    if let known = placeOfQuote[quote] { return known }
    let place = Int16(clamping: quotes.count)
    placeOfQuote[quote] = place
    quotes.append(quote)
    pricings.append(quote.map { $0.rate.map { .rate($0, exchange: quote?.exchange) } ?? .platform })
    return place
  }

  /// The rows, by day, then in the order of imports, lines and qualities.
  func rows() -> ImportedRows {
    let order = keys.indices.sorted { left, right in
      let (first, second) = (keys[left], keys[right])
      return (first.day, first.batch, first.line, first.quality, first.quote)
        < (second.day, second.batch, second.line, second.quality, second.quote)
    }
    return ImportedRows(
      lines: lines,
      rows: order.map { place in
        let key = keys[place]
        return ImportedRows.Row(
          line: Int(key.line),
          day: Day(daysSince1970: Int(key.day)),
          quality: Quality.allCases[Int(key.quality)],
          quote: Int(key.quote),
          learntAt: batches[Int(key.batch)]
        )
      },
      amounts: order.map { amounts[$0] },
      quotes: pricings
    )
  }
}

extension ImportedRows.Amounts {
  /// Adds to both costs; a view has none where nothing prices any part of it.
  fileprivate mutating func addMoney(
    billed: FixedDecimal?,
    effective: FixedDecimal?
  ) throws(ArithmeticOverflow) {
    self.billed = try Self.sum(self.billed, billed)
    self.effective = try Self.sum(self.effective, effective)
  }

  private static func sum(
    _ left: FixedDecimal?,
    _ right: FixedDecimal?
  ) throws(ArithmeticOverflow) -> FixedDecimal? {
    guard let left, let right else { return nil }
    return try left + right
  }

  fileprivate mutating func add(billedNative more: FixedDecimal) throws(ArithmeticOverflow) {
    billedNative = try (billedNative ?? .zero) + more
  }

  fileprivate mutating func add(quantity more: FixedDecimal) throws(ArithmeticOverflow) {
    quantity = try (quantity ?? .zero) + more
  }

  fileprivate mutating func add(requests more: FixedDecimal) throws(ArithmeticOverflow) {
    requests = try (requests ?? .zero) + more
  }
}

extension UsageLine {
  /// A file's line with what the configuration adds to it; the file's own tags go before those of source and app.
  fileprivate init(_ line: ImportedCharges.Line, of source: String, _ labels: SourceLabels) {
    let told = line.appID == ReservedName.notBrokenDown ? nil : line.appID
    let label = labels.labels(ofApp: told)
    let isNamed = label.appID == line.appID && label.app == label.appID
    self.init(
      UsageRecord(
        day: Day(daysSince1970: 0),
        source: source,
        provider: line.provider,
        account: line.account,
        app: isNamed ? line.appName ?? label.app : label.app,
        appID: label.appID,
        service: line.service,
        category: line.category,
        meter: line.meter,
        charge: line.charge,
        unit: line.unit,
        native: Money(.zero, line.nativeCurrency ?? line.currency),
        tags: label.tags.merging(line.tags) { $1 }
      )
    )
  }
}
