import LuaHost
import UsageModel

/// The checked arguments of a call.
struct Arguments {
  /// The object of a method call.
  let receiver: LuaValue
  /// The arguments by position, the object of a method not among them.
  let values: [LuaValue]
  /// The table with options, empty where none was given.
  let options: LuaTable
  private let definition: Definition
  private let call: HostCall

  init(_ call: HostCall, for definition: Definition) throws {
    self.call = call
    self.definition = definition
    if definition.isMethod {
      receiver = call[0]
      values = Array(call.arguments.dropFirst())
    } else {
      receiver = .nil
      values = call.arguments
    }
    options = Self.optionTable(in: values, of: definition)
    try call.state.chargeWork(values.reduce(0) { $0 + $1.readingSteps })
    try checkReceiver()
    try checkModule()
    try checkParameters()
    try checkOptions()
  }

  /// An argument; nil where there is none.
  subscript(index: Int) -> LuaValue {
    values.indices.contains(index) ? values[index] : .nil
  }

  /// The call's place in the script.
  var place: LuaPlace? { call.place }

  /// The state that the call came from.
  var state: LuaState { call.state }

  /// A text argument that the definition requires.
  func text(_ index: Int) throws(HostError) -> String {
    guard case .string(let text) = self[index] else { throw HostError("expected a text") }
    return text.text
  }

  /// A text option.
  func textOption(_ name: String) -> String? {
    guard case .string(let text) = options[name] else { return nil }
    return text.text
  }

  /// A yes-or-no option.
  func flag(_ name: String) -> Bool? {
    guard case .boolean(let flag) = options[name] else { return nil }
    return flag
  }

  /// A whole number among the arguments or options.
  static func wholeNumber(_ value: LuaValue) -> Int? {
    switch value {
    case .integer(let number): Int(exactly: number)
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  private static func optionTable(in values: [LuaValue], of definition: Definition) -> LuaTable {
    guard !definition.options.isEmpty || definition.takesList else { return LuaTable() }
    // Options come last: after a table of data, or alone.
    for value in values.reversed() {
      if case .table(let table) = value { return table }
    }
    return LuaTable()
  }

  private func checkReceiver() throws(HostError) {
    guard definition.isMethod else { return }
    let type = definition.name.prefix { $0 != ":" }
    let method = definition.name.drop { $0 != ":" }.dropFirst()
    if case .object(let object) = receiver,
      object.luaType.methods.contains(where: { $0.name == definition.name })
    {
      return
    }
    let article = type.first.map("aeiou".contains) == true ? "an" : "a"
    throw HostError("call it with a colon on \(article) \(type): `value:\(method)(…)`")
  }

  private func checkModule() throws(HostError) {
    guard !definition.isMethod else { return }
    try CallMistakes.checkModule(of: definition.name, first: values.first)
  }

  private func checkParameters() throws(HostError) {
    for (index, parameter) in definition.parameters.enumerated() {
      let value = self[index]
      if case .nil = value, parameter.isOptional { continue }
      try check(value, as: parameter, called: "argument \(index + 1) (\(parameter.name))")
    }
    guard values.count > definition.parameters.count else { return }
    guard let rest = definition.rest else {
      throw CallMistakes.tooMany(values.count, of: definition.parameters.count)
    }
    for index in definition.parameters.count..<values.count {
      try check(values[index], as: rest, called: "argument \(index + 1) (\(rest.name))")
    }
  }

  private func checkOptions() throws(HostError) {
    guard !definition.options.isEmpty else { return }
    try definition.options.check(options, takesList: definition.takesList)
    for option in definition.options where !option.isOptional {
      guard case .nil = options[option.name] else { continue }
      throw HostError("option \"\(option.name)\" is missing: \(option.summary)")
    }
  }

  private func check(
    _ value: LuaValue,
    as parameter: Parameter,
    called name: String
  ) throws(HostError) {
    guard parameter.type.accepts(value) else {
      throw HostError("\(name): expected \(parameter.type.name), got \(describe(value))")
    }
    if case .options(let options) = parameter.type, case .table(let table) = value {
      try options.check(table)
    }
  }
}

extension [Parameter] {
  /// Checks the names and types of a table of options; `owner` begins the messages.
  func check(
    _ table: LuaTable,
    takesList: Bool = false,
    of owner: String = ""
  ) throws(HostError) {
    if takesList {
      do {
        _ = try table.gapless()
      } catch {
        throw HostError(error.description)
      }
    } else if !table.array.isEmpty || !table.others.isEmpty {
      throw HostError(
        "\(owner)every option needs its name, such as { \(first?.name ?? "name") = … }"
      )
    }
    for name in table.fields.keys.sorted() {
      guard let option = first(where: { $0.name == name }) else {
        throw HostError(
          "\(owner)unknown option \"\(name)\"\(suggestion(for: name, in: map(\.name)))"
        )
      }
      guard !option.type.accepts(table[name]) else { continue }
      throw HostError(
        "\(owner)option \"\(name)\": expected \(option.type.name), got \(describe(table[name]))"
      )
    }
  }
}

/// The entries of a table that is a list and nothing else.
func entries(of table: LuaTable, as owner: String = "") throws(HostError) -> [LuaValue] {
  do {
    return try table.entries()
  } catch {
    throw HostError("\(owner)\(error)")
  }
}

/// The end of a sentence that names what was probably meant, or nothing.
func suggestion(for name: String, in candidates: some Sequence<String>) -> String {
  closestMatch(to: name, in: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}

/// A value in an error message: short texts and numbers as they are, others by their type.
func describe(_ value: LuaValue) -> String {
  switch value {
  case .object(let object as ReportObject) where object.head == nil: "a part of a report"
  case .object(let object): ParameterType.object(object.luaType.name).shortName
  default: value.shown
  }
}
