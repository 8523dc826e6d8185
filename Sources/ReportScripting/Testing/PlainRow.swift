import LuaHost
import UsageModel

/// One row that a test writes, with messages that name it.
struct PlainRow {
  private let table: LuaTable
  private let name: String

  /// Takes a table with no other fields than these.
  init(_ value: LuaValue, _ name: String, fields: [String]) throws(HostError) {
    guard case .table(let table) = value else {
      throw HostError("\(name): expected a table, got \(describe(value))")
    }
    guard table.array.isEmpty, table.others.isEmpty else {
      throw HostError("\(name): every value needs its field's name, such as { \(fields[0]) = … }")
    }
    for field in table.fields.keys.sorted() where !fields.contains(field) {
      throw HostError("\(name): unknown field \"\(field)\"\(suggestion(for: field, in: fields))")
    }
    self.table = table
    self.name = name
  }

  subscript(field: String) -> LuaValue { table[field] }

  /// An error about a field.
  func error(_ field: String, _ message: String) -> HostError {
    HostError("\(name): \(field): \(message)")
  }

  /// An error about a field that has to be there.
  func missing(_ field: String) -> HostError {
    HostError("\(name): field \"\(field)\" is missing")
  }

  /// What begins messages about the entries of a field.
  func owner(_ field: String) -> String { "\(name): \(field): " }

  /// The field `day`.
  func day() throws(HostError) -> Day {
    guard let day = table["day"].day else {
      throw error("day", "expected a day such as 2026-10-15, got \(describe(table["day"]))")
    }
    return day
  }

  func text(_ field: String) throws(HostError) -> String? {
    switch table[field] {
    case .nil: return nil
    case .string(let text): return text.text
    case let other: throw error(field, "expected a text, got \(describe(other))")
    }
  }

  func requiredText(_ field: String) throws(HostError) -> String {
    guard let text = try text(field) else {
      throw missing(field)
    }
    return text
  }

  /// An exact number: a number, or a text where the number has more digits than Lua's.
  func decimal(_ field: String) throws(HostError) -> FixedDecimal? {
    let value = table[field]
    switch value {
    case .nil: return nil
    case .string(let text):
      if let decimal = FixedDecimal(text.text) { return decimal }
    default:
      if let decimal = value.decimal { return decimal }
    }
    throw error(field, "expected a number such as 1.25, got \(describe(value))")
  }

  /// An amount in a currency: a number, or money of it.
  func amount(_ field: String, in currency: String) throws(HostError) -> FixedDecimal? {
    var money = table[field].money
    if case .string(let text) = table[field], text.text.contains(" ") {
      money = try self.money(field)
    }
    guard let money else { return try decimal(field) }
    guard money.currency == currency else {
      throw error(field, "expected an amount in \(currency), the reporting currency, got \(money)")
    }
    return money.amount
  }

  /// Money, or a text of it such as `12 helius:credit`.
  func money(_ field: String) throws(HostError) -> Money? {
    switch table[field] {
    case .nil: return nil
    case .object(let object as MoneyObject): return object.money
    case .string(let text):
      if let money = Money(text.text) { return money }
    default: break
    }
    throw error(
      field,
      "expected an amount such as \"12.50 USD\" or \"12 helius:credit\", got \(describe(table[field]))"
    )
  }

  func moment(_ field: String) throws(HostError) -> Timestamp? {
    if case .nil = table[field] { return nil }
    guard let moment = table[field].moment else {
      throw error(
        field,
        "expected a moment such as 2026-10-15T06:00:00Z, got \(describe(table[field]))"
      )
    }
    return moment
  }

  /// One of a fixed set of words.
  func word<Word>(
    _ field: String,
    among words: [Word],
    named name: (Word) -> String
  ) throws(HostError) -> Word? {
    guard let text = try text(field) else { return nil }
    guard let word = words.first(where: { name($0) == text }) else {
      throw error(
        field,
        "expected \(words.map { "\"\(name($0))\"" }.joinedWithOr), got \(describe(.text(text)))"
      )
    }
    return word
  }

  /// A table of texts by name.
  func texts(_ field: String) throws(HostError) -> [String: String] {
    guard case .table(let inner) = table[field] else {
      if case .nil = table[field] { return [:] }
      throw error(
        field,
        "expected a table such as { team = \"web\" }, got \(describe(table[field]))"
      )
    }
    var texts: [String: String] = [:]
    for (key, value) in inner.fields {
      guard case .string(let text) = value else {
        throw error(field, "\(key): expected a text, got \(describe(value))")
      }
      texts[key] = text.text
    }
    return texts
  }
}
