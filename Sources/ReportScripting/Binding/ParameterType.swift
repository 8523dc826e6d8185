import LuaHost

/// A table of a certain shape that a function reads itself, for stubs and the reference.
struct TableShape: Sendable {
  /// The type's name in stubs: `column` is `tally.column`.
  let name: String
  let summary: String
  /// The page of the reference that describes it.
  let page: String
  /// What stands in the list part, in order.
  var entries: [Parameter] = []
  /// What stands there by name.
  let fields: [Parameter]
}

/// What a function of the interface accepts for one parameter or option.
indirect enum ParameterType: Sendable {
  case any
  case text
  case number
  case wholeNumber
  case boolean
  case table
  case function
  /// A function, with what it receives and returns as LuaLS writes it.
  case callback(String)
  /// A table whose list part has these; the function checks the entries, since it can name them.
  case list(ParameterType)
  /// A table with values by name; the function checks them.
  case map(ParameterType)
  /// A table that the function reads itself, by its name in stubs.
  case shape(TableShape)
  /// The name of a source, an app or a budget of the configuration.
  case source
  case app
  case budget
  /// The name of a dimension.
  case dimension
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
    case .table, .options, .list, .map, .shape: "a table"
    case .function, .callback: "a function"
    case .source: "the name of a source"
    case .app: "the name of an app"
    case .budget: "the name of a budget"
    case .dimension: "the name of a dimension"
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
    case .object("pivot"): "a cross table"
    case .object("reports"): "several reports"
    case .object("null"): "json.null"
    case .object("array"): "a list from json.array"
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
    case .options: "table"
    case .function: "function"
    case .callback(let signature): signature
    case .list(let type): type.isUnion ? "(\(type.annotation))[]" : "\(type.annotation)[]"
    case .map(let type): "table<string, \(type.annotation)>"
    case .shape(let shape): "tally.\(shape.name)"
    case .source: "tally.source_name"
    case .app: "tally.app_name"
    case .budget: "tally.budget_name"
    case .dimension: "tally.dimension"
    case .object(let name): "tally.\(name)"
    case .word(let words): words.map { "\"\($0)\"" }.joined(separator: "|")
    case .either(let types): types.map(\.annotation).joined(separator: "|")
    }
  }

  /// Whether the type in stubs has several parts.
  private var isUnion: Bool {
    switch self {
    case .either, .word, .callback: true
    default: false
    }
  }

  /// Whether a value is of the type.
  func accepts(_ value: LuaValue) -> Bool {
    switch (self, value) {
    case (.any, _), (.text, .string), (.number, .integer), (.number, .number),
      (.wholeNumber, .integer), (.boolean, .boolean), (.table, .table),
      (.options, .table), (.list, .table), (.map, .table), (.shape, .table),
      (.source, .string), (.app, .string), (.budget, .string), (.dimension, .string),
      (.function, .function), (.function, .hostFunction), (.callback, .function),
      (.callback, .hostFunction):
      true
    case (.wholeNumber, .number(let number)): Int64(exactly: number) != nil
    case (.object(let name), .object(let object)): object.luaType.name == name
    case (.word(let words), .string(let text)): words.contains(text.text)
    case (.either(let types), _): types.contains { $0.accepts(value) }
    default: false
    }
  }
}
