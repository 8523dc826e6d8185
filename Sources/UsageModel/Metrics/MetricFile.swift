/// A file with a metric: CSV with the header `day[,dimension…],value`.
public enum MetricFile {
  /// What is wrong with a file, with its place.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence that the user reads: `users.csv:3: column 2 ("value"): …`.
    public let description: String
  }

  /// Reads a file's bytes; `file` is what messages call it.
  ///
  /// All of it is good, or nothing is taken.
  public static func read(
    _ bytes: [UInt8],
    file: String,
    metric name: String
  ) throws(Mistake) -> MetricSeries {
    var reader = CSVReader(bytes)
    guard let header = try next(&reader, file) else {
      throw Mistake(description: "\(file): the file is empty; its first line is \(form)")
    }
    let columns = try Columns(header, file: file)
    var points: [MetricPoint] = []
    var lines: [Place: Int] = [:]
    while let record = try next(&reader, file) {
      let point = try columns.point(record)
      let place = Place(day: point.day, key: point.key)
      if let earlier = lines.updateValue(record.line, forKey: place) {
        let what = ([point.day.description] + point.key).joined(separator: ", ")
        throw Mistake(
          description: "\(file):\(record.line): \(what) was given on line \(earlier) already"
        )
      }
      points.append(point)
    }
    return MetricSeries(name: name, dimensions: columns.sortedNames, points: points)
  }

  /// Why a text cannot be a metric's name; nil where it can.
  public static func mistake(inName name: String) -> String? {
    let isName =
      !name.isEmpty && name.utf8.count <= 100
      && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return isName
      ? nil
      : "\"\(name)\" cannot be a metric's name; use letters, digits, `-`, `_` and `.`, at most 100 bytes"
  }

  /// What is given once: a day with what its values are told apart by.
  private struct Place: Hashable {
    let day: Day
    let key: [String]
  }

  /// The header in messages.
  fileprivate static let form = "day,value or day,NAME,…,value"

  private static func next(
    _ reader: inout CSVReader,
    _ file: String
  ) throws(Mistake) -> CSVReader.Record? {
    do {
      return try reader.next()
    } catch {
      throw Mistake(
        description: "\(file):\(error.line): column \(error.column): \(error.message)"
      )
    }
  }
}

/// The columns of a metric file, as its header names them.
private struct Columns {
  private let file: String
  private let names: [String]
  /// Where the dimensions are, in the order of their names.
  private let places: [Int]

  /// The dimensions, in the order of their names.
  var sortedNames: [String] { places.map { names[$0] } }

  init(_ header: CSVReader.Record, file: String) throws(MetricFile.Mistake) {
    self.file = file
    names = header.fields
    places = names.indices.dropFirst().dropLast().sorted { header.fields[$0] < header.fields[$1] }
    let line = header.line
    guard names.count >= 2 else {
      throw Self.mistake(
        file,
        line,
        "expected the header \(MetricFile.form), got \"\(names.joined(separator: ","))\""
      )
    }
    for (index, expected) in [(0, "day"), (names.count - 1, "value")]
    where names[index] != expected {
      let place = index == 0 ? "first" : "last"
      throw Self.mistake(
        file,
        line,
        "column \(index + 1): the \(place) column is called \"\(expected)\", got \"\(names[index])\""
      )
    }
    for (index, name) in names.enumerated().dropFirst().dropLast() {
      guard !name.isEmpty else {
        throw Self.mistake(file, line, "column \(index + 1): expected a name, got nothing")
      }
      if let earlier = names[..<index].firstIndex(of: name)
        ?? (name == "value" ? names.count - 1 : nil)
      {
        throw Self.mistake(
          file,
          line,
          "column \(index + 1): column \(earlier + 1) is called \"\(name)\" too"
        )
      }
    }
  }

  /// The value that a record gives.
  func point(_ record: CSVReader.Record) throws(MetricFile.Mistake) -> MetricPoint {
    let fields = record.fields
    guard fields.count == names.count else {
      throw Self.mistake(
        file,
        record.line,
        "expected \(names.count) fields (\(names.joined(separator: ","))), got \(fields.count)"
      )
    }
    guard let day = Day(fields[0]) else {
      throw mistake(record, 0, "a day such as 2026-11-03")
    }
    let last = fields.count - 1
    guard let value = FixedDecimal(fields[last]) else {
      throw mistake(record, last, "a number such as 1250 or 12.5")
    }
    for index in places where fields[index].isEmpty { throw mistake(record, index, "a text") }
    return MetricPoint(day: day, key: places.map { fields[$0] }, value: value)
  }

  private func mistake(
    _ record: CSVReader.Record,
    _ index: Int,
    _ expected: String
  ) -> MetricFile.Mistake {
    let field = record.fields[index]
    let found = field.isEmpty ? "nothing" : "\"\(field.prefix(60))\""
    return Self.mistake(
      file,
      record.line,
      "column \(index + 1) (\"\(names[index])\"): expected \(expected), got \(found)"
    )
  }

  private static func mistake(_ file: String, _ line: Int, _ message: String) -> MetricFile.Mistake
  {
    MetricFile.Mistake(description: "\(file):\(line): \(message)")
  }
}
