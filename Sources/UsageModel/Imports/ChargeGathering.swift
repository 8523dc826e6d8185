/// Gathers charges in any order and adds up those that agree in line, time and quality.
///
/// A charge takes few bytes more than its columns, so that a million of them fit into a small memory.
public struct ChargeGathering: Sendable {
  private var lines: [ImportedCharges.Line] = []
  private var placeOfLine: [ImportedCharges.Line: UInt32] = [:]
  private var spans: [Range<Timestamp>] = []
  private var placeOfSpan: [Range<Timestamp>: UInt32] = [:]
  private var index = ChargeIndex()
  private var billed = GatheredAmounts()
  private var effective = GatheredAmounts()
  private var quantities = GatheredAmounts()
  private var requests = GatheredAmounts()
  private var natives = GatheredAmounts()

  /// Begins with no charge.
  public init() {}

  /// The place of a line, which it takes where it has none.
  public mutating func place(of line: ImportedCharges.Line) -> UInt32 {
    if let known = placeOfLine[line] { return known }
    let place = UInt32(lines.count)
    placeOfLine[line] = place
    lines.append(line)
    return place
  }

  /// The place of a time, which it takes where it has none.
  public mutating func place(of span: Range<Timestamp>) -> UInt32 {
    if let known = placeOfSpan[span] { return known }
    let place = UInt32(spans.count)
    placeOfSpan[span] = place
    spans.append(span)
    return place
  }

  /// Adds a charge of a line and a time that have a place.
  public mutating func add(
    line: UInt32,
    span: UInt32,
    quality: Quality,
    billed: FixedDecimal,
    effective: FixedDecimal,
    quantity: FixedDecimal? = nil,
    requests: FixedDecimal? = nil,
    native: FixedDecimal? = nil
  ) throws(ArithmeticOverflow) {
    let row = index.row(line: line, span: span, quality: quality.place)
    try self.billed.add(billed, at: row)
    try self.effective.add(effective, at: row)
    if let quantity { try quantities.add(quantity, at: row) }
    if let requests { try self.requests.add(requests, at: row) }
    if let native { try natives.add(native, at: row) }
  }

  /// Adds a charge.
  public mutating func add(_ charge: ImportedCharge) throws(ArithmeticOverflow) {
    try add(
      line: place(of: charge.line),
      span: place(of: charge.span),
      quality: charge.quality,
      billed: charge.billed,
      effective: charge.effective,
      quantity: charge.quantity,
      requests: charge.requests,
      native: charge.native
    )
  }

  /// The charges in their order.
  public consuming func charges() -> ImportedCharges {
    let (sortedLines, rankOfLine) = Self.ranked(lines.map { (key: $0.texts, value: $0) }) {
      $0.lexicographicallyPrecedes($1)
    }
    let (sortedSpans, rankOfSpan) = Self.ranked(spans.map { (key: $0, value: $0) }) {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
    let rows = index.sorted(rankOfLine: rankOfLine, rankOfSpan: rankOfSpan)
    return ImportedCharges(
      lines: sortedLines,
      spans: sortedSpans,
      lineOf: rows.map { rankOfLine[Int(index.line(of: $0))] },
      spanOf: rows.map { rankOfSpan[Int(index.span(of: $0))] },
      qualities: rows.map { index.quality(of: $0) },
      billed: billed.column(of: rows),
      effective: effective.column(of: rows),
      quantities: quantities.column(of: rows),
      requests: requests.column(of: rows),
      natives: natives.column(of: rows)
    )
  }

  /// Values in order, and the rank of each.
  private static func ranked<Key, Value>(
    _ values: [(key: Key, value: Value)],
    by isBefore: (Key, Key) -> Bool
  ) -> (sorted: [Value], ranks: [UInt32]) {
    let order = values.indices.sorted { isBefore(values[$0].key, values[$1].key) }
    var ranks = [UInt32](repeating: 0, count: values.count)
    for (rank, place) in order.enumerated() { ranks[place] = UInt32(rank) }
    return (order.map { values[$0].value }, ranks)
  }
}
