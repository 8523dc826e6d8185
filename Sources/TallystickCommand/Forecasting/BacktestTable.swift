import UsageModel

/// A CSV file whose columns are found by their names, in any order.
struct BacktestTable {
  /// One row, with its place.
  struct Row {
    let file: String
    let line: Int
    fileprivate let fields: [String: String]
  }

  /// The rows, in the order of the file.
  let rows: [Row]

  /// Reads a file that has at least some columns.
  init(_ bytes: [UInt8], file: String, columns: [String]) throws {
    var reader = CSVReader(bytes)
    guard let header = try Self.next(&reader, file) else {
      throw BacktestMistake(
        file,
        1,
        "the file is empty; its first line names the columns \(columns.joined(separator: ", "))"
      )
    }
    for column in columns {
      let count = header.fields.count { $0 == column }
      guard count == 1 else {
        let what = count == 0 ? "there is no column" : "there are \(count) columns"
        throw BacktestMistake(
          file,
          header.line,
          "\(what) \"\(column)\"; expected \(columns.joined(separator: ", "))"
        )
      }
    }
    let places = columns.map { ($0, header.fields.firstIndex(of: $0) ?? 0) }
    var rows: [Row] = []
    while let record = try Self.next(&reader, file) {
      guard record.fields.count == header.fields.count else {
        throw BacktestMistake(
          file,
          record.line,
          "expected \(header.fields.count) fields, got \(record.fields.count)"
        )
      }
      let fields = places.map { ($0, record.fields[$1]) }
      rows.append(
        Row(file: file, line: record.line, fields: Dictionary(uniqueKeysWithValues: fields))
      )
    }
    self.rows = rows
  }

  private static func next(_ reader: inout CSVReader, _ file: String) throws -> CSVReader.Record? {
    do {
      return try reader.next()
    } catch {
      throw BacktestMistake(file, error.line, "column \(error.column): \(error.message)")
    }
  }
}

extension BacktestTable.Row {
  /// A text that is not empty.
  func text(_ column: String) throws -> String {
    let text = field(column)
    guard !text.isEmpty else { throw mistake(column, "a text") }
    return text
  }

  /// A whole number in a range.
  func integer(_ column: String, in range: ClosedRange<Int>, _ expected: String) throws -> Int {
    guard let number = Int(field(column)), range.contains(number) else {
      throw mistake(column, expected)
    }
    return number
  }

  /// A number; nil where the field is empty.
  func number(_ column: String) throws -> Double? {
    let text = field(column)
    if text.isEmpty { return nil }
    // Double reads more than people write: hexadecimals, "inf" and "nan".
    guard text.utf8.allSatisfy({ Self.signs.contains($0) }), let number = Double(text),
      number.isFinite
    else { throw mistake(column, "a number such as 1250 or 12.5, or nothing") }
    return number
  }

  /// A mistake in this row.
  func mistake(_ message: String) -> BacktestMistake { BacktestMistake(file, line, message) }

  private static let signs = Set("0123456789+-.eE".utf8)

  private func field(_ column: String) -> String { fields[column] ?? "" }

  private func mistake(_ column: String, _ expected: String) -> BacktestMistake {
    let found = field(column).isEmpty ? "nothing" : "\"\(field(column).prefix(60))\""
    return mistake("column \"\(column)\": expected \(expected), got \(found)")
  }
}
