import UsageModel

/// Writes usage in one of the formats, piece by piece, with no more in memory than a piece.
public struct UsageWriter {
  private let format: ExportFormat
  private let settings: ExportSettings
  private let output: OutputBuffer
  private var rows: RowWriter
  private let head: String

  /// Prepares a file; `sink` takes its bytes.
  public init(
    _ format: ExportFormat,
    _ settings: ExportSettings,
    to sink: @escaping ([UInt8]) throws -> Void
  ) {
    self.format = format
    self.settings = settings
    output = OutputBuffer(sink)
    let columns: [(name: String, field: RowField)]
    switch format {
    case .focus(let version): columns = FOCUSLayout(version, settings: settings).columns
    case .csv: columns = RecordLayout.fields(.csv, isAllocated: settings.isAllocated)
    case .json, .ndjson: columns = RecordLayout.fields(.json, isAllocated: settings.isAllocated)
    }
    let fields = columns.enumerated().map { place, column in
      (before: format.lead(of: column.name, isFirst: place == 0), field: column.field)
    }
    let layout = RowLayout(
      fields,
      after: format.isJSON ? "}" : "",
      style: format.isJSON ? .json : .csv,
      currency: settings.currency
    )
    rows = RowWriter(
      layout,
      calendar: settings.calendar,
      lead: format == .json ? "\n    " : "",
      separator: format == .json ? ",\n    " : "\n",
      to: output
    )
    head = format.isJSON ? "" : columns.map(\.name).joined(separator: ",")
  }

  /// Writes what comes before all records.
  public mutating func begin() {
    switch format {
    case .focus, .csv:
      output.put(head)
      output.put("\n")
    case .json: output.put(opening)
    case .ndjson: break
    }
  }

  /// Writes some records, in the order of their days.
  public mutating func write(_ usage: ExportedUsage) throws {
    try rows.write(usage)
  }

  /// Writes what comes after all records, and hands on the rest.
  public mutating func end() throws {
    if rows.hasAny, format != .json { output.put("\n") }
    if format == .json { output.put(rows.hasAny ? "\n  ]\n}\n" : "]\n}\n") }
    try output.flush()
  }

  /// What a JSON document tells before its rows.
  private var opening: String {
    let period =
      settings.days.map { "{ \"start\": \"\($0.lowerBound)\", \"stop\": \"\($0.upperBound)\" }" }
      ?? "null"
    let currency = String(decoding: FieldText.quoted(settings.currency), as: UTF8.self)
    return """
      {
        "period": \(period),
        "as_of": "\(settings.asOf)",
        "currency": \(currency),
        "rows": [
      """
  }
}

extension ExportFormat {
  fileprivate var isJSON: Bool { self == .json || self == .ndjson }

  /// What stands before a value.
  fileprivate func lead(of name: String, isFirst: Bool) -> String {
    switch self {
    case .focus, .csv: isFirst ? "" : ","
    case .ndjson: "\(isFirst ? "{" : ",")\"\(name)\":"
    case .json: "\(isFirst ? "{ " : ", ")\"\(name)\": "
    }
  }
}
