import UsageModel

/// Writes records row by row, as a layout has it.
struct RowWriter {
  private let layout: RowLayout
  private let calendar: ReportingCalendar
  private let output: OutputBuffer
  /// What stands before the first row, and between two of them.
  private let lead: [UInt8]
  private let separator: [UInt8]
  private var isFirst = true
  private var period: PeriodTexts?

  init(
    _ layout: RowLayout,
    calendar: ReportingCalendar,
    lead: String,
    separator: String,
    to output: OutputBuffer
  ) {
    self.layout = layout
    self.calendar = calendar
    self.lead = Array(lead.utf8)
    self.separator = Array(separator.utf8)
    self.output = output
  }

  /// The moments of a day and of its month, as texts.
  private struct PeriodTexts {
    let number: Int32
    let day: [UInt8]
    let start: [UInt8]
    let stop: [UInt8]
    let month: Month
    let monthStart: [UInt8]
    let monthStop: [UInt8]

    init(_ number: Int32, _ calendar: ReportingCalendar, after last: PeriodTexts?) {
      func moment(_ day: Day) -> [UInt8] { Array(calendar.start(of: day).description.utf8) }
      let day = Day(daysSince1970: Int(number))
      self.number = number
      self.day = Array(day.description.utf8)
      start = last.flatMap { $0.number + 1 == number ? $0.stop : nil } ?? moment(day)
      stop = moment(day.advanced(by: 1))
      month = day.month
      if let last, last.month == month {
        (monthStart, monthStop) = (last.monthStart, last.monthStop)
      } else {
        (monthStart, monthStop) = (moment(month.start), moment(month.stop))
      }
    }
  }

  /// Whether anything was written.
  var hasAny: Bool { !isFirst }

  /// Writes all records.
  mutating func write(_ usage: ExportedUsage) throws {
    let table = usage.table
    var lines = [RowLayout.Line?](repeating: nil, count: table.lines.count)
    for row in 0..<table.count {
      let place = Int(table.lineOf[row])
      if lines[place] == nil { lines[place] = layout.line(table.lines[place]) }
      if period?.number != table.days[row] {
        period = PeriodTexts(table.days[row], calendar, after: period)
      }
      guard let line = lines[place], let period else { continue }
      output.put(isFirst ? lead : separator)
      isFirst = false
      line.text.withUnsafeBufferPointer { text in
        var start = 0
        for (index, value) in layout.values.enumerated() {
          let end = line.ends[index]
          output.put(UnsafeBufferPointer(rebasing: text[start..<end]))
          put(value, of: row, usage, line, period)
          start = end
        }
        output.put(UnsafeBufferPointer(rebasing: text[start...]))
      }
      try output.pass()
    }
  }

  @inline(__always)
  private func put(
    _ value: RecordValue,
    of row: Int,
    _ usage: ExportedUsage,
    _ line: RowLayout.Line,
    _ period: PeriodTexts
  ) {
    let table = usage.table
    switch value {
    case .day: put(told: period.day)
    case .chargePeriodStart: put(told: period.start)
    case .chargePeriodEnd: put(told: period.stop)
    case .billingPeriodStart: put(told: period.monthStart)
    case .billingPeriodEnd: put(told: period.monthStop)
    case .billed: put(usage.billed[row])
    case .effective: put(table.costs[row])
    case .billedCost: put(usage.billed[row] ?? .zero)
    case .effectiveCost: put(table.costs[row] ?? .zero)
    case .pricingCurrencyCost:
      let isCounted = line.hasForeignCurrency && line.charge != .topUp
      put((isCounted ? table.natives[row] : table.costs[row]) ?? .zero)
    case .quantity: put(table.quantities[row])
    case .unit: if table.quantities[row] != nil { output.put(line.unit) } else { putNothing() }
    case .consumedQuantity: put(line.charge == .usage ? table.quantities[row] : nil)
    case .consumedUnit:
      if line.charge == .usage, table.quantities[row] != nil { output.put(line.unitOrCount) }
    case .pricingQuantity, .pricingUnit: putPriced(value, of: row, table, line)
    case .requests: put(table.requests[row])
    case .native: put(table.natives[row])
    case .quality: put(told: RowWriter.qualities[Int(table.qualities[row])])
    case .chargeClass:
      if table.qualities[row] == Quality.correction.place { output.put("Correction") }
    case .target, .method, .targetTags, .methodDetails:
      put(value, of: usage.splits.isEmpty ? nil : usage.splits[row])
    }
  }

  /// What is priced, and its unit: the quantity, else what the platform counted, else the requests; nothing of a tax.
  private func putPriced(
    _ value: RecordValue,
    of row: Int,
    _ table: UsageTable,
    _ line: RowLayout.Line
  ) {
    guard line.charge != .tax else { return }
    let isUnit = if case .pricingUnit = value { true } else { false }
    if let quantity = table.quantities[row] {
      if isUnit { output.put(line.unitOrCount) } else { output.put(quantity) }
    } else if let native = table.natives[row] {
      if isUnit { output.put(line.currency) } else { output.put(native) }
    } else if let requests = table.requests[row] {
      if isUnit { output.put("Requests") } else { output.put(requests) }
    } else {
      // What has neither a quantity nor an amount of its own is one of its kind.
      if isUnit { output.put("Units") } else { output.put("1") }
    }
  }

  private func put(_ value: RecordValue, of split: ExportedUsage.Split?) {
    guard let split else { return putNothing() }
    switch value {
    case .target: output.put(FieldText.field(split.target, layout.style))
    case .method: output.put(FieldText.field(split.method, layout.style))
    case .targetTags where !split.tags.isEmpty:
      let tags = FieldText.object(split.tags)
      output.put(FieldText.csv(String(decoding: tags, as: UTF8.self)))
    case .methodDetails: output.put(FieldText.csv(split.details ?? ""))
    default: putNothing()
    }
  }

  private static let qualities = Quality.allCases.map { Array($0.rawValue.utf8) }

  /// Puts a text that needs no escapes.
  @inline(__always)
  private func put(told text: [UInt8]) {
    if case .json = layout.style {
      output.put(UInt8(ascii: "\""))
      output.put(text)
      output.put(UInt8(ascii: "\""))
    } else {
      output.put(text)
    }
  }

  @inline(__always)
  private func put(_ amount: FixedDecimal?) {
    guard let amount else { return putNothing() }
    if case .json = layout.style {
      output.put(UInt8(ascii: "\""))
      output.put(amount)
      output.put(UInt8(ascii: "\""))
    } else {
      output.put(amount)
    }
  }

  private func putNothing() { if case .json = layout.style { output.put("null") } }
}
