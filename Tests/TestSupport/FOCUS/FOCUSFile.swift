public import UsageModel

/// A FOCUS file as its readers see it: rows of values by column, an empty field being null.
public struct FOCUSFile {
  /// The names in the header.
  public let columns: [String]
  /// The values that are not null, by column.
  public let rows: [[String: String]]

  /// Reads a file with a reader of CSV that has nothing to do with the writer.
  public init(_ bytes: [UInt8]) throws {
    var reader = CSVReader(bytes)
    columns = try reader.next()?.fields ?? []
    var rows: [[String: String]] = []
    while let record = try reader.next() {
      precondition(record.fields.count == columns.count, "line \(record.line) has other columns")
      rows.append(
        Dictionary(
          uniqueKeysWithValues: zip(columns, record.fields).filter { !$0.1.isEmpty }
        )
      )
    }
    self.rows = rows
  }

  /// The sum of a column.
  public func sum(_ column: String) throws -> FixedDecimal {
    try FixedDecimal.sum(of: rows.compactMap { $0[column].flatMap { FixedDecimal($0) } })
  }
}
