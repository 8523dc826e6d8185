import UsageModel

/// Reads the rows of one file.
struct FOCUSRowReading {
  private let header: FOCUSHeader
  private let lines: FOCUSLineReading
  // Where the columns are that each row has something else in.
  private let billed: Int
  private let effective: Int
  private let start: Int
  private let stop: Int
  private let quantity: Int?
  private let pricing: Int?
  private let requests: Int?
  private let meter: Int?
  private let description: Int?
  /// The columns whose texts tell lines apart.
  private let keyed: [Int]

  private var key: [UInt8] = []
  private var knownLines = ByteMemo()
  private var entries: [FOCUSLine] = []
  private var knownSpans = ByteMemo()
  private var spans: [Range<Timestamp>] = []
  /// The place of each time in each period; `UInt32.max` where it has none yet.
  private var placesOfSpans: [[UInt32]] = []

  init(_ header: FOCUSHeader, _ options: FOCUSReadingOptions) {
    self.header = header
    lines = FOCUSLineReading(header, options)
    billed = header[.billedCost] ?? 0
    effective = header[.effectiveCost] ?? 0
    start = header[.chargePeriodStart] ?? 0
    stop = header[.chargePeriodEnd] ?? 0
    quantity = header[.consumedQuantity]
    pricing = header[.pricingCurrencyEffectiveCost]
    requests = header[.ownRequests]
    meter = header[.skuMeter]
    description = header[.chargeDescription]
    keyed = FOCUSColumn.ofLines.compactMap { header[$0] } + header.tagColumns.map(\.place)
  }

  /// Reads a row's charge.
  mutating func read(_ rows: CSVRows, into gathered: inout GatheredPeriods) throws(FOCUSMistake) {
    guard rows.count == header.names.count else {
      throw FOCUSMistake(
        rule: "expected \(header.names.count) fields as in the first line, got \(rows.count)"
      )
    }
    let span = try span(rows)
    let line = entries[try line(rows, &gathered)]
    var amounts = FOCUSAmounts(
      billed: try number(rows, billed),
      effective: try number(rows, effective)
    )
    if line.hasQuantity, let quantity { amounts.quantity = try number(rows, quantity) }
    if line.hasPricing, let pricing {
      let counted = try number(rows, pricing)
      if line.isOwn { amounts.native = counted } else { amounts.quantity = counted }
    }
    if let requests, !rows.isNull(requests) { amounts.requests = try number(rows, requests) }
    do throws(ArithmeticOverflow) {
      try gathered.add(
        amounts,
        line: line.place,
        span: place(of: span, in: line.group, &gathered),
        quality: line.quality,
        in: line.group
      )
    } catch {
      throw FOCUSMistake(rule: "with the rows before that are alike, \(error)")
    }
  }

  // MARK: - Numbers

  private func number(_ rows: CSVRows, _ place: Int) throws(FOCUSMistake) -> FixedDecimal {
    if let value = FOCUSNumber.value(of: rows.raw(place)) { return value }
    throw FOCUSMistake(
      place: place,
      rule:
        "expected a plain number such as 12.5, -3 or 1.5E-3, without marks, signs of currencies or a plus",
      found: String(decoding: rows.bytes(place), as: UTF8.self)
    )
  }

  // MARK: - Times

  private mutating func span(_ rows: CSVRows) throws(FOCUSMistake) -> Int {
    key.removeAll(keepingCapacity: true)
    key.append(field: rows.raw(start))
    key.append(field: rows.raw(stop))
    if let known = key.withUnsafeBufferPointer({ knownSpans.value(of: $0) }) { return Int(known) }
    let span = try lines.span(rows, from: .chargePeriodStart, to: .chargePeriodEnd)
    let length = span.upperBound.seconds - span.lowerBound.seconds
    guard length <= Self.longest else {
      throw FOCUSMistake(
        place: stop,
        rule: "expected a charge period of at most 11 years",
        found: String(decoding: rows.bytes(stop), as: UTF8.self)
      )
    }
    key.withUnsafeBufferPointer { knownSpans.insert(UInt32(spans.count), for: $0) }
    spans.append(span)
    return spans.count - 1
  }

  /// No commitment is longer, and a wrong century would be spread over as many days.
  private static let longest: Int64 = 86_400 * 4018

  private mutating func place(
    of span: Int,
    in group: Int,
    _ gathered: inout GatheredPeriods
  ) -> UInt32 {
    while placesOfSpans.count <= group { placesOfSpans.append([]) }
    while placesOfSpans[group].count <= span { placesOfSpans[group].append(.max) }
    let known = placesOfSpans[group][span]
    if known != .max { return known }
    let place = gathered.place(of: spans[span], in: group)
    placesOfSpans[group][span] = place
    return place
  }

  // MARK: - Lines

  private mutating func line(
    _ rows: CSVRows,
    _ gathered: inout GatheredPeriods
  ) throws(FOCUSMistake) -> Int {
    key.removeAll(keepingCapacity: true)
    for place in keyed { key.append(field: rows.raw(place)) }
    // Whether these are there decides what the line is, and not what they are.
    key.append(quantity.map { rows.isNull($0) ? 0 : 1 } ?? 0)
    key.append(pricing.map { rows.isNull($0) ? 0 : 1 } ?? 0)
    if let description, meter.map({ rows.isNull($0) }) ?? true {
      key.append(field: rows.raw(description))
    }
    if let known = key.withUnsafeBufferPointer({ knownLines.value(of: $0) }) { return Int(known) }
    let line = try lines.line(rows, &gathered)
    key.withUnsafeBufferPointer { knownLines.insert(UInt32(entries.count), for: $0) }
    entries.append(line)
    return entries.count - 1
  }
}

extension [UInt8] {
  /// Appends a field with its length before it.
  fileprivate mutating func append(field: UnsafeBufferPointer<UInt8>) {
    let length = UInt32(truncatingIfNeeded: field.count)
    Swift.withUnsafeBytes(of: length) { append(contentsOf: $0) }
    append(contentsOf: field)
  }
}
