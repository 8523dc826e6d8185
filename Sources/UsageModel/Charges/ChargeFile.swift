/// A file of charges that no platform reports: CSV with the columns day, source, amount, currency, and more.
public enum ChargeFile {
  /// What is wrong with a file, with its place.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence that the user reads: `fees.csv:3: column 3 ("amount"): …`.
    public let description: String
  }

  /// Reads a file's bytes; `file` is what messages call it.
  ///
  /// All of it is good, or nothing is taken. Rows that are alike in everything but the amount are separate charges,
  /// which add up.
  ///
  /// - Returns: The charges in the order of their keys, each key once.
  public static func read(
    _ bytes: [UInt8],
    file: String
  ) throws(Mistake) -> (charges: [StatedCharge], rows: Int) {
    var reader = CSVReader(bytes)
    guard let header = try next(&reader, file) else {
      throw Mistake(description: "\(file): the file is empty; its first line is \(form)")
    }
    let columns = try Columns(header, file: file)
    var amounts: [StatedCharge.Key: FixedDecimal] = [:]
    var rows = 0
    while let record = try next(&reader, file) {
      let charge = try columns.charge(record)
      do {
        amounts[charge.key] = try (amounts[charge.key] ?? .zero) + charge.amount
      } catch {
        throw Mistake(
          description:
            "\(file):\(record.line): the amounts of \(charge.key) are too large to be added up"
        )
      }
      rows += 1
    }
    let charges = amounts.map { StatedCharge($0, amount: $1) }
    return (charges.sorted { $0.key < $1.key }, rows)
  }

  /// The header in messages.
  fileprivate static let form = "day,source,amount,currency[,charge][,app][,name]"

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

/// The columns of a file of charges, in any order.
private struct Columns {
  enum Name: String, CaseIterable {
    case day, source, amount, currency, charge, app, name

    var isOptional: Bool { self == .charge || self == .app || self == .name }
  }

  private let file: String
  private let names: [String]
  private let places: [Name: Int]

  init(_ header: CSVReader.Record, file: String) throws(ChargeFile.Mistake) {
    self.file = file
    names = header.fields
    var places: [Name: Int] = [:]
    for (place, text) in names.enumerated() {
      guard let name = Name(rawValue: text) else {
        throw Self.mistake(
          file,
          header.line,
          "column \(place + 1): there is no column \"\(text.prefix(60))\"; the header is \(ChargeFile.form)"
        )
      }
      if let earlier = places.updateValue(place, forKey: name) {
        throw Self.mistake(
          file,
          header.line,
          "column \(place + 1): column \(earlier + 1) is called \"\(text)\" too"
        )
      }
    }
    for name in Name.allCases where !name.isOptional && places[name] == nil {
      throw Self.mistake(
        file,
        header.line,
        "the column \"\(name.rawValue)\" is missing; the header is \(ChargeFile.form)"
      )
    }
    self.places = places
  }

  /// The charge that a record states.
  func charge(_ record: CSVReader.Record) throws(ChargeFile.Mistake) -> StatedCharge {
    guard record.fields.count == names.count else {
      throw Self.mistake(
        file,
        record.line,
        "expected \(names.count) fields (\(names.joined(separator: ","))), got \(record.fields.count)"
      )
    }
    let days = try days(record)
    let source = try text(.source, record)
    let amount = try amount(record)
    let currency = text(.currency, of: record)
    guard Money.isISOCurrency(currency) else {
      throw mistake(.currency, record, "expected a currency code such as USD")
    }
    let charge = try kind(record, ofMonth: days.count > 1)
    try checkSign(amount, of: charge, record)
    let key = StatedCharge.Key(
      source: source,
      days: days,
      charge: charge,
      app: try text(ifGiven: .app, record),
      name: try text(ifGiven: .name, record),
      currency: currency
    )
    return StatedCharge(key, amount: amount)
  }

  /// Plain digits, and no more of them than an amount keeps: money that becomes nothing is a mistake.
  private func amount(_ record: CSVReader.Record) throws(ChargeFile.Mistake) -> FixedDecimal {
    let text = text(.amount, of: record)
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }),
      text.utf8.first != 0x2E, text.utf8.last != 0x2E, let amount = FixedDecimal(text)
    else { throw mistake(.amount, record, "expected a number such as 29 or -12.5") }
    let fraction = text.split(separator: ".", maxSplits: 1).dropFirst().first ?? ""
    guard fraction.utf8.count <= FixedDecimal.places else {
      throw mistake(.amount, record, "expected at most \(FixedDecimal.places) decimals")
    }
    return amount
  }

  private func days(_ record: CSVReader.Record) throws(ChargeFile.Mistake) -> Range<Day> {
    let text = text(.day, of: record)
    let days =
      Day(text).map { $0..<$0.advanced(by: 1) } ?? Month(text).map { $0.start..<$0.stop }
    guard let days else {
      throw mistake(.day, record, "expected a day such as 2025-03-01, or a month such as 2025-03")
    }
    // A year that nobody can mean makes every question about all days one about centuries.
    guard (2000...2099).contains(days.lowerBound.month.year) else {
      throw mistake(.day, record, "expected a year from 2000 to 2099")
    }
    return days
  }

  /// What it is: where nothing says so, a month's total is usage, and what has a day is a fee.
  private func kind(
    _ record: CSVReader.Record,
    ofMonth: Bool
  ) throws(ChargeFile.Mistake) -> Charge {
    guard let text = try text(ifGiven: .charge, record) else { return ofMonth ? .usage : .fee }
    guard let charge = Charge(rawValue: text) else {
      let names = Charge.allCases.map(\.rawValue)
      let allowed = "\(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")"
      throw mistake(.charge, record, "expected \(allowed)")
    }
    return charge
  }

  private func checkSign(
    _ amount: FixedDecimal,
    of charge: Charge,
    _ record: CSVReader.Record
  ) throws(ChargeFile.Mistake) {
    switch charge {
    case .fee, .topUp, .tax:
      guard amount.isNegative else { return }
      throw mistake(
        .amount,
        record,
        "a \(charge.rawValue) is not below zero, and money that comes back is a credit; expected a number from 0 on"
      )
    case .credit:
      guard amount > 0 else { return }
      throw mistake(.amount, record, "expected a credit with a minus, such as -5")
    // Corrections go both ways, also those of usage.
    case .adjustment, .usage: return
    }
  }

  /// The text of a column that must have one.
  private func text(
    _ name: Name,
    _ record: CSVReader.Record
  ) throws(ChargeFile.Mistake) -> String {
    guard let text = try text(ifGiven: name, record) else {
      throw mistake(name, record, "expected a text")
    }
    return text
  }

  /// The text of a column, nil where it has none; the names that reports give themselves are refused.
  private func text(
    ifGiven name: Name,
    _ record: CSVReader.Record
  ) throws(ChargeFile.Mistake) -> String? {
    let text = text(name, of: record)
    guard !ReservedName.isReserved(text) else {
      throw mistake(name, record, "expected a name that reports do not give themselves")
    }
    guard text.isPlainName else {
      throw mistake(name, record, "expected a name without `*`, line breaks and spaces around it")
    }
    return text.isEmpty ? nil : text
  }

  private func text(_ name: Name, of record: CSVReader.Record) -> String {
    places[name].map { record.fields[$0] } ?? ""
  }

  private func mistake(
    _ name: Name,
    _ record: CSVReader.Record,
    _ expected: String
  ) -> ChargeFile.Mistake {
    let text = text(name, of: record)
    let found = text.isEmpty ? "nothing" : "\"\(text.prefix(60))\""
    let place = (places[name] ?? 0) + 1
    return Self.mistake(
      file,
      record.line,
      "column \(place) (\"\(name.rawValue)\"): \(expected), got \(found)"
    )
  }

  private static func mistake(_ file: String, _ line: Int, _ message: String) -> ChargeFile.Mistake
  {
    ChargeFile.Mistake(description: "\(file):\(line): \(message)")
  }
}

extension String {
  /// Whether it can be told apart and asked for: a star is a wildcard, and what cannot be seen looks like nothing.
  package var isPlainName: Bool {
    first != " " && last != " "
      && unicodeScalars.allSatisfy { $0 != "*" && $0.value >= 0x20 && $0.value != 0x7F }
  }
}
