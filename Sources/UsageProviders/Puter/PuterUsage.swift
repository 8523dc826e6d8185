import UsageModel

/// The usage object: records by key, with scalar values among them.
struct PuterUsage {
  /// One record.
  struct Record {
    let cost: FixedDecimal
    let count: FixedDecimal?
    let units: FixedDecimal?

    init(_ object: ReplyObject, _ currency: PuterCurrency) throws(ReplyError) {
      cost = try object.amount("cost", in: currency)
      count = try object.optionalNumber("count")
      units = try object.optionalNumber("units")
    }
  }

  let total: FixedDecimal?
  let allowanceUsed: FixedDecimal?
  /// The records in the order of their keys.
  let records: [(key: String, record: Record)]

  /// The members that are no records: amounts, and the platform's own book-keeping.
  private static let scalars: Set<String> = [
    "total", "allowanceUsed", "allowanceUsedBaselined", "monthlyChargesApplied", "unit",
  ]

  init(_ object: ReplyObject, _ currency: PuterCurrency) throws(ReplyError) {
    total = try object.optionalAmount("total", in: currency)
    allowanceUsed = try object.optionalAmount("allowanceUsed", in: currency)
    _ = try object.optionalNumber("allowanceUsedBaselined")
    _ = try object.optionalNumber("monthlyChargesApplied")
    var records: [(key: String, record: Record)] = []
    for key in try object.dataNames() where Self.isRecord(object.peek(key), key) {
      let record = try object.object(key, isData: true)
      records.append((key, try Record(record, currency)))
    }
    self.records = records
  }

  /// Whether a member is a record by its key or by its form; any other is one that nobody knows.
  private static func isRecord(_ value: JSONValue?, _ key: String) -> Bool {
    guard !scalars.contains(key) else { return false }
    return key.contains(":") || key == PuterKey.adjustment
      || ["cost", "count", "units"].contains { value?[$0] != nil }
  }
}
