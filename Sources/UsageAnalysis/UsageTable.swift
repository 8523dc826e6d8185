import UsageModel

/// Records as columns: texts are coded by a dictionary, amounts are exact.
struct UsageTable: Sendable {
  /// The texts of one dimension.
  struct TextColumn: Sendable {
    /// Each row's text, as its place in ``values``.
    private(set) var codes: [Int32] = []
    /// The different texts, in the order in which they first came.
    private(set) var values: [String] = []
    private var codeOf: [String: Int32] = [:]

    mutating func append(_ text: String) {
      if let code = codeOf[text] {
        codes.append(code)
      } else {
        let code = Int32(values.count)
        codeOf[text] = code
        values.append(text)
        codes.append(code)
      }
    }

    func text(at row: Int) -> String { values[Int(codes[row])] }
  }

  private(set) var texts: [UsageDimension: TextColumn] = [:]
  private(set) var days: [Day] = []
  private(set) var costs: [FixedDecimal?] = []
  private(set) var requests: [FixedDecimal?] = []
  private(set) var quantities: [FixedDecimal?] = []
  private(set) var natives: [Money?] = []
  private(set) var qualities: [Quality] = []

  init(_ records: [UsageRecord], dimensions: Set<UsageDimension>, view: CostView) {
    for dimension in dimensions {
      var column = TextColumn()
      for record in records { column.append(record[dimension]) }
      texts[dimension] = column
    }
    days = records.map(\.day)
    costs = records.map { $0.cost(in: view) }
    requests = records.map(\.requests)
    quantities = records.map(\.quantity)
    natives = records.map(\.native)
    qualities = records.map(\.quality)
  }
}
