public import UsageModel

/// Usage records to be written, with both views of money.
public struct ExportedUsage: Sendable {
  /// How a row came about that is a share of a cost.
  public struct Split: Hashable, Sendable {
    /// The rule that divided the cost.
    public var method: String
    /// Who bears the share.
    public var target: String
    /// The tags of that one.
    public var tags: [String: String]
    /// FOCUS AllocatedMethodDetails; nil where the ratios of the cost's shares do not sum to 1.
    public var details: String?

    /// Describes a share.
    public init(method: String, target: String, tags: [String: String], details: String?) {
      self.method = method
      self.target = target
      self.tags = tags
      self.details = details
    }
  }

  /// The records; their costs are the effective ones.
  public let table: UsageTable
  /// What was billed for each.
  public let billed: AmountColumn
  /// Of each record that is a share, how it came about; empty where nothing was divided.
  public let splits: [Split?]

  /// Creates rows from records with their effective costs, and what was billed for each of them.
  public init(_ table: UsageTable, billed: AmountColumn, splits: [Split?] = []) {
    precondition(table.count == billed.count, "each record has its billed amount")
    precondition(splits.isEmpty || splits.count == table.count, "each record has its split")
    self.table = table
    self.billed = billed
    self.splits = splits
  }
}

/// What a file of usage is written in.
public enum ExportFormat: Hashable, Sendable {
  /// A FOCUS file of a version.
  case focus(FOCUSVersion)
  /// The fields of records as CSV, with a header.
  case csv
  /// One JSON object with all records.
  case json
  /// A JSON object a line.
  case ndjson
}

/// What an export has to know besides its records.
public struct ExportSettings: Sendable {
  /// Cuts the days, which are written as moments in UTC.
  public var calendar: ReportingCalendar
  /// The reporting currency.
  public var currency: String
  /// The days that were asked for; nil for all.
  public var days: Range<Day>?
  /// Only what was learnt up to this moment.
  public var asOf: Timestamp
  /// Whether the rows are shares of costs.
  public var isAllocated: Bool

  /// Creates settings.
  public init(
    calendar: ReportingCalendar = .utc,
    currency: String,
    days: Range<Day>? = nil,
    asOf: Timestamp,
    isAllocated: Bool = false
  ) {
    self.calendar = calendar
    self.currency = currency
    self.days = days
    self.asOf = asOf
    self.isAllocated = isAllocated
  }
}
