import UsageModel

/// One column or member of a row: what a line of usage tells once, or what each record tells.
enum RowField {
  /// The same in all records of a line.
  case line((UsageLine) -> [UInt8])
  /// Told by each record.
  case record(RecordValue)
}

/// What each record tells, and a line does not.
enum RecordValue {
  case day
  case chargePeriodStart, chargePeriodEnd, billingPeriodStart, billingPeriodEnd
  /// The cost in a view, nothing where it is not known.
  case billed, effective
  /// The same, zero where it is not known.
  case billedCost, effectiveCost
  case pricingCurrencyCost
  case quantity, unit, consumedQuantity, consumedUnit, pricingQuantity, pricingUnit
  case requests, native
  case quality, chargeClass
  case target, method, targetTags, methodDetails
}

/// Where the fields of a row are: texts of the line with the values of records between them.
struct RowLayout {
  /// What stands between the values, once a line.
  struct Line {
    /// All texts behind each other.
    var text: [UInt8] = []
    /// Where each text ends.
    var ends: [Int] = []
    let unit: [UInt8]
    let unitOrCount: [UInt8]
    let currency: [UInt8]
    let hasForeignCurrency: Bool
    let charge: Charge
  }

  let style: FieldText.Style
  /// The values, in the order of the fields.
  let values: [RecordValue]
  private let pieces: [Piece]
  private let currency: String

  private enum Piece {
    case text([UInt8])
    case line((UsageLine) -> [UInt8])
    case value
  }

  /// A row of fields, each behind what stands before it.
  init(
    _ fields: [(before: String, field: RowField)],
    after end: String,
    style: FieldText.Style,
    currency: String
  ) {
    self.style = style
    self.currency = currency
    var pieces: [Piece] = []
    var values: [RecordValue] = []
    for (before, field) in fields {
      pieces.append(.text(Array(before.utf8)))
      switch field {
      case .line(let text): pieces.append(.line(text))
      case .record(let value):
        pieces.append(.value)
        values.append(value)
      }
    }
    pieces.append(.text(Array(end.utf8)))
    self.pieces = pieces
    self.values = values
  }

  /// The texts of a line.
  func line(_ line: UsageLine) -> Line {
    let isForeign = line.currency.map { $0 != currency } ?? false
    var prepared = Line(
      unit: FieldText.field(line.unit, style),
      unitOrCount: FieldText.field(line.unit ?? "Units", style),
      currency: FieldText.field(line.currency ?? currency, style),
      hasForeignCurrency: isForeign,
      charge: line.charge
    )
    for piece in pieces {
      switch piece {
      case .text(let text): prepared.text += text
      case .line(let text): prepared.text += text(line)
      case .value: prepared.ends.append(prepared.text.count)
      }
    }
    prepared.ends.append(prepared.text.count)
    return prepared
  }
}
