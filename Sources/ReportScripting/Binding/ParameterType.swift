import LuaHost

/// What a function of the interface accepts for one parameter or option.
indirect enum ParameterType: Sendable {
  case any
  case text
  case number
  case wholeNumber
  case boolean
  case table
  case function
  /// A table of options.
  case options([Parameter])
  /// A host object, by the name of its type.
  case object(String)
  /// A fixed set of words.
  case word([String])
  case either([ParameterType])

  /// The type in an error message.
  var name: String {
    switch self {
    case .any: "a value"
    case .text: "a text"
    case .number: "a number"
    case .wholeNumber: "a whole number"
    case .boolean: "true or false"
    case .table, .options: "a table"
    case .function: "a function"
    case .object("groups"): "groups (from frame:by)"
    case .object: shortName
    case .word(let words): words.map { "\"\($0)\"" }.joinedWithOr
    case .either(let types): types.map(\.name).joinedWithOr
    }
  }

  /// The type in an error message that tells what was found.
  var shortName: String {
    switch self {
    case .object("money"): "an amount of money"
    case .object("groups"): "groups"
    case .object("series"): "a series"
    case .object("reports"): "several reports"
    case .object(let name): "a \(name)"
    default: name
    }
  }

  /// The type in an editor's stubs.
  var annotation: String {
    switch self {
    case .any: "any"
    case .text: "string"
    case .number: "number"
    case .wholeNumber: "integer"
    case .boolean: "boolean"
    case .table: "table"
    case .options(let options): options.annotation()
    case .function: "function"
    case .object(let name): "tally.\(name)"
    case .word(let words): words.map { "\"\($0)\"" }.joined(separator: "|")
    case .either(let types): types.map(\.annotation).joined(separator: "|")
    }
  }

  /// Whether a value is of the type.
  func accepts(_ value: LuaValue) -> Bool {
    switch (self, value) {
    case (.any, _), (.text, .string), (.number, .integer), (.number, .number),
      (.wholeNumber, .integer), (.boolean, .boolean), (.table, .table),
      (.options, .table),
      (.function, .function), (.function, .hostFunction):
      true
    case (.wholeNumber, .number(let number)): number == number.rounded() && abs(number) < 1e15
    case (.object(let name), .object(let object)): object.luaType.name == name
    case (.word(let words), .string(let text)): words.contains(text.text)
    case (.either(let types), _): types.contains { $0.accepts(value) }
    default: false
    }
  }
}

extension [Parameter] {
  /// A table of these options in an editor's stubs.
  func annotation(takesList: Bool = false) -> String {
    let fields = map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type.annotation)" }
    return "{ \(((takesList ? ["[integer]: any"] : []) + fields).joined(separator: ", ")) }"
  }
}

extension [String] {
  /// The texts as one list in a sentence: `a, b or c`.
  var joinedWithOr: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
