import ReportDocument
import UsageModel

/// A table as both writers show it: which columns stand right, which is bold, where bars go.
struct TableLayout {
  /// How a column's amounts are drawn.
  enum Bars: Equatable {
    case none
    /// A column of its own with a scale in the header.
    case wide(Ticks, labels: [String], highest: Double)
    /// A thin bar under each number; all columns share the highest amount.
    case thin(highest: Double)
  }

  struct ColumnLayout {
    var column: Column
    var isRight: Bool
    var isMain: Bool
    var isSeries: Bool
    /// Whether the column has no sums, so that an empty cell of the total stays blank.
    var isWords: Bool
    var bars: Bars
    var format: ColumnFormat
  }

  let table: Table
  let columns: [ColumnLayout]

  /// Whether rows that begin alike are groups, whose name is seen once.
  let hasRepeatedNames: Bool

  /// Lays a table out.
  init(_ table: Table, format: NumberFormat) {
    self.table = table
    var columns: [ColumnLayout] = []
    let hasMain = table.columns.contains { $0.isMain == true }
    let barColumns = table.columns.indices.filter { table.columns[$0].hasBar && $0 > 0 }
    var thinHighest = 0.0
    if barColumns.count > 1 {
      for column in barColumns {
        for row in table.rows where column < row.cells.count {
          thinHighest = max(thinHighest, abs(row.cells[column].amount?.approximation ?? 0))
        }
      }
    }
    for (index, column) in table.columns.enumerated() {
      let values = table.rows.map { $0.style == .group && index > 0 ? .missing : $0.cell(index) }
      let total = table.total?.cell(index)
      let sample = values.first { !$0.unmarked.isPlaceholder }?.unmarked
      var bars = Bars.none
      if barColumns.count > 1, barColumns.contains(index), thinHighest > 0 {
        bars = .thin(highest: thinHighest)
      } else if barColumns == [index] {
        bars = Self.wideBars(values, sample: sample, format: format)
      }
      columns.append(
        ColumnLayout(
          column: column,
          isRight: index > 0 && (column.alignment.map { $0 == .right } ?? (sample?.isText != true)),
          isMain: column.isMain ?? (!hasMain && index == 1 && sample?.isMoney == true),
          isSeries: sample?.isSeries == true,
          isWords: sample?.isText == true || sample?.isSeries == true,
          bars: bars,
          format: ColumnFormat(values, total: total, format: format)
        )
      )
    }
    self.columns = columns
    // The name of a row is then its first two cells together.
    hasRepeatedNames = columns.count > 2 && columns[1].isWords && Self.areGrouped(table.rows)
  }

  /// Whether some rows begin alike, and all that do stand together; a ranking has them here and there.
  private static func areGrouped(_ rows: [Row]) -> Bool {
    var seen: Set<String> = []
    var hasGroup = false
    for (index, row) in rows.enumerated() {
      if index > 0, beginAlike(rows[index - 1], row) {
        hasGroup = true
      } else if case .text(let name) = row.cell(0), !seen.insert(name).inserted {
        return false
      }
    }
    return hasGroup
  }

  /// Whether a row has the name of the one before it.
  func repeatsName(at index: Int) -> Bool {
    hasRepeatedNames && index > 0 && Self.beginAlike(table.rows[index - 1], table.rows[index])
  }

  private static func beginAlike(_ first: Row, _ second: Row) -> Bool {
    guard first.style == .normal, second.style == .normal,
      case .text(let name) = first.cell(0), case .text(let next) = second.cell(0)
    else { return false }
    return !name.isEmpty && name == next
  }

  /// How many columns are drawn, those of bars too.
  var width: Int {
    columns.reduce(0) { count, column in
      if case .wide = column.bars { count + 2 } else { count + 1 }
    }
  }

  private static func wideBars(_ values: [Value], sample: Value?, format: NumberFormat) -> Bars {
    let numbers = values.compactMap { $0.amount?.approximation }
    guard let low = numbers.min(), let high = numbers.max(), low < 0 || high > 0 else {
      return .none
    }
    let ticks = Ticks(low: low, high: high, intervals: 3...5, headroom: 0)
    let highest = max(-low, high)
    switch sample {
    case .money(let money, _):
      return .wide(
        ticks,
        labels: ticks.labels(for: .money(money.currency), format: format),
        highest: highest
      )
    case .moneyChange(let money):
      return .wide(
        ticks,
        labels: ticks.labels(for: .money(money.currency), format: format, signed: true),
        highest: highest
      )
    case .percent:
      let labels = ticks.values.map { value in
        format.percent(FixedDecimal("\(value)") ?? .zero, decimals: ticks.step < 0.01 ? 1 : 0)
      }
      return .wide(ticks, labels: labels, highest: highest)
    default:
      return .wide(
        ticks,
        labels: ticks.labels(for: .count(""), format: format),
        highest: highest
      )
    }
  }
}

extension Row {
  /// The cell of a column; what a row lacks does not apply.
  func cell(_ index: Int) -> Value { index < cells.count ? cells[index] : .missing }
}

extension Value {
  /// Whether the value says nothing about its column.
  var isPlaceholder: Bool {
    switch unmarked {
    case .missing, .unknown: true
    default: false
    }
  }

  var isText: Bool {
    if case .text = unmarked { return true }
    return false
  }

  var isSeries: Bool {
    if case .series = unmarked { return true }
    return false
  }

  var isMoney: Bool {
    switch unmarked {
    case .money, .moneyChange: true
    default: false
    }
  }
}
