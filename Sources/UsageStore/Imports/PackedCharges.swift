import UsageModel

/// Imported charges as bytes: a head with lines and times, and segments with the charges in their order.
enum PackedCharges {
  /// How many charges a segment has at most.
  static let segmentSize = 1 << 16

  /// The lines and times.
  static func head(of charges: ImportedCharges) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(count: UInt64(charges.lines.count))
    for line in charges.lines {
      for text in [
        line.provider, line.account ?? "", line.appID, line.appName ?? "", line.service,
        line.category, line.meter, line.charge.rawValue, line.unit ?? "", line.currency,
        line.nativeCurrency ?? "",
      ] {
        bytes.append(text: text)
      }
      bytes.append(count: UInt64(line.tags.count))
      for (name, value) in line.tags.sorted(by: { $0.key < $1.key }) {
        bytes.append(text: name)
        bytes.append(text: value)
      }
    }
    bytes.append(count: UInt64(charges.spans.count))
    var start: Int64 = 0
    for span in charges.spans {
      bytes.append(number: span.lowerBound.milliseconds - start)
      start = span.lowerBound.milliseconds
      bytes.append(count: UInt64(span.upperBound.milliseconds - start))
    }
    return bytes
  }

  /// Reads what ``head(of:)`` writes.
  static func head(_ bytes: [UInt8]) throws(DamagedBytes) -> (
    lines: [ImportedCharges.Line], spans: [Range<Timestamp>]
  ) {
    var reader = ByteReader(bytes)
    var lines: [ImportedCharges.Line] = []
    for _ in 0..<(try reader.size(upTo: bytes.count)) { lines.append(try line(&reader)) }
    var spans: [Range<Timestamp>] = []
    var start: Int64 = 0
    for _ in 0..<(try reader.size(upTo: bytes.count)) {
      let (sum, overflow) = start.addingReportingOverflow(try reader.number())
      let length = Int64(try reader.size(upTo: 1 << 48))
      start = sum
      guard !overflow, length > 0, let first = Timestamp(stored: start),
        let last = Timestamp(stored: start + length)
      else { throw DamagedBytes() }
      spans.append(first..<last)
    }
    guard reader.isAtEnd else { throw DamagedBytes() }
    return (lines, spans)
  }

  private static func line(
    _ reader: inout ByteReader
  ) throws(DamagedBytes) -> ImportedCharges.Line {
    var texts: [String] = []
    for _ in 0..<11 { texts.append(try reader.text()) }
    guard let charge = Charge(rawValue: texts[7]) else { throw DamagedBytes() }
    var tags: [String: String] = [:]
    for _ in 0..<(try reader.size(upTo: 1 << 20)) {
      let name = try reader.text()
      tags[name] = try reader.text()
    }
    return ImportedCharges.Line(
      provider: texts[0],
      account: texts[1].restored,
      appID: texts[2],
      appName: texts[3].restored,
      service: texts[4],
      category: texts[5],
      meter: texts[6],
      charge: charge,
      unit: texts[8].restored,
      currency: texts[9],
      nativeCurrency: texts[10].restored,
      tags: tags
    )
  }

  /// Some charges that follow each other.
  static func segment(of charges: ImportedCharges, _ rows: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * 24)
    bytes.append(count: UInt64(rows.count))
    for column in [charges.lineOf, charges.spanOf] {
      var last: Int64 = 0
      for row in rows {
        bytes.append(number: Int64(column[row]) - last)
        last = Int64(column[row])
      }
    }
    bytes.append(contentsOf: charges.qualities[rows])
    PackedAmounts.append(charges.billed, of: rows, to: &bytes)
    PackedAmounts.append(charges.effective, of: rows, twin: charges.billed, to: &bytes)
    PackedAmounts.append(charges.quantities, of: rows, to: &bytes)
    PackedAmounts.append(charges.requests, of: rows, to: &bytes)
    PackedAmounts.append(charges.natives, of: rows, to: &bytes)
    return bytes
  }

  /// Reads what ``segment(of:_:)`` writes.
  static func charges(
    in bytes: [UInt8],
    lines: [ImportedCharges.Line],
    spans: [Range<Timestamp>]
  ) throws(DamagedBytes) -> ImportedCharges {
    var reader = ByteReader(bytes)
    let count = try reader.size(upTo: segmentSize)
    var places: [[UInt32]] = []
    for limit in [lines.count, spans.count] {
      var column: [UInt32] = []
      column.reserveCapacity(count)
      var last: Int64 = 0
      for _ in 0..<count {
        last &+= try reader.number()
        guard last >= 0, last < limit else { throw DamagedBytes() }
        column.append(UInt32(last))
      }
      places.append(column)
    }
    let rest = reader.rest()
    guard rest.count >= count, rest.prefix(count).allSatisfy({ $0 < Quality.allCases.count })
    else { throw DamagedBytes() }
    let amounts = try amounts(of: count, in: rest, from: count)
    return ImportedCharges(
      lines: lines,
      spans: spans,
      lineOf: places[0],
      spanOf: places[1],
      qualities: Array(rest.prefix(count)),
      billed: amounts[0],
      effective: amounts[1],
      quantities: amounts[2],
      requests: amounts[3],
      natives: amounts[4]
    )
  }

  private static func amounts(
    of count: Int,
    in bytes: [UInt8],
    from start: Int
  ) throws(DamagedBytes) -> [AmountColumn] {
    func read(_ raw: UnsafeRawBufferPointer) throws(DamagedBytes) -> [AmountColumn] {
      var place = start
      var columns: [AmountColumn] = []
      var twin: PackedAmounts.Column?
      for number in 0..<5 {
        let column = try PackedAmounts.column(
          of: count,
          twin: number == 1 ? twin : nil,
          in: raw,
          from: &place
        )
        if number == 0 { twin = column }
        var filling = AmountFilling(count: count)
        filling.set(column, of: 0..<count, in: raw, at: 0)
        columns.append(filling.column)
      }
      guard place == raw.count else { throw DamagedBytes() }
      return columns
    }
    return try bytes.withUnsafeBytes { raw in
      Result { () throws(DamagedBytes) in try read(raw) }
    }
    .get()
  }
}

extension ImportedCharges {
  /// The charges of each segment.
  var segments: [Range<Int>] {
    stride(from: 0, to: count, by: PackedCharges.segmentSize).map {
      $0..<Swift.min($0 + PackedCharges.segmentSize, count)
    }
  }
}
