import LuaHost
import UsageModel

/// A value as messages of tests and an answer of the REPL show it, as close to Lua as it can be.
///
/// - Parameters:
///   - value: The value.
///   - width: About how many characters of it are shown.
/// - Returns: The text, in one line.
func valueText(_ value: LuaValue, width: Int = 200) -> String {
  var text = ""
  append(value, to: &text, width: width)
  return text
}

private func append(_ value: LuaValue, to text: inout String, width: Int) {
  guard text.utf8.count < width else {
    if !text.hasSuffix("…") { text += "…" }
    return
  }
  switch value {
  case .nil: text += "nil"
  case .boolean(let flag): text += "\(flag)"
  case .integer(let number): text += "\(number)"
  case .number(let number): text += numberText(number)
  case .string(let string):
    let rest = max(0, width - text.utf8.count)
    let isCut = string.bytes.count > rest
    text += quoted(String(decoding: string.bytes.prefix(rest), as: UTF8.self)) + (isCut ? "…" : "")
  case .table(let table): append(table, to: &text, width: width)
  case .function, .hostFunction: text += "a function"
  case .object(let object as MoneyObject): text += object.money.description
  case .object(let object as DayObject): text += object.day.description
  case .object(let object as PeriodObject): text += object.period.description
  case .object(let object as LuaRow): append(object, to: &text, width: width)
  case .object(let object as ElisionObject): text += object.text
  case .object(let object): text += ParameterType.object(object.luaType.name).shortName
  }
}

private func append(_ table: LuaTable, to text: inout String, width: Int) {
  guard !table.isEmpty else {
    text += "{}"
    return
  }
  var separator = "{ "
  func next(_ write: () -> Void) {
    text += separator
    separator = ", "
    if text.utf8.count < width { write() }
  }
  // What stands for the rest comes last.
  var values = table.array
  var rest: ElisionObject?
  if case .object(let elision as ElisionObject)? = values.last, elision.isRest {
    rest = elision
    values.removeLast()
  }
  for value in values where text.utf8.count < width {
    next { append(value, to: &text, width: width) }
  }
  for (key, value) in table.others.map({ ("[\(valueText($0.key))]", $0.value) })
    .sorted(by: { $0.0 < $1.0 })
    + table.fields.sorted(by: { $0.key < $1.key }).map({ (keyText($0), $1) })
  where text.utf8.count < width {
    next {
      text += "\(key) = "
      append(value, to: &text, width: width)
    }
  }
  if let rest, text.utf8.count < width { text += "\(separator)\(rest.text)" }
  text += text.utf8.count < width ? " }" : "… }"
}

private func append(_ row: LuaRow, to text: inout String, width: Int) {
  var table = LuaTable()
  for name in row.rows.names {
    table[name] = (try? row.value(name)) ?? .nil
  }
  append(table, to: &text, width: width)
}

/// A field's name as it stands in a table's braces.
private func keyText(_ name: String) -> String {
  let letters = name.utf8.allSatisfy { byte in
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
  let isName = letters && name.utf8.first.map { $0 > UInt8(ascii: "9") } ?? false
  return isName ? name : "[\(quoted(name))]"
}

/// A number as Lua would write it: a float always has a point, an exponent or a word.
private func numberText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  return "\(number)"
}

private func quoted(_ text: String) -> String {
  let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    .replacing("\n", with: "\\n").replacing("\r", with: "\\r").replacing("\t", with: "\\t")
  return "\"\(escaped)\""
}

/// Stands for what was left out of a table.
struct ElisionObject: LuaObject {
  /// Whether it stands for further entries, or for a table that is too deep.
  let isRest: Bool

  let luaType = LuaObjectType(name: "elision")

  var text: String { isRest ? "…" : "{…}" }
}
