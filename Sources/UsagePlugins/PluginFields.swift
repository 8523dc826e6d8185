public import LuaHost

/// A table that a plug-in returned, read field by field; what is wrong names the place in the table.
public struct PluginFields {
  /// The file as messages show it.
  public let file: String
  /// Where the table is in what the plug-in returned, such as `requests[2].paging`; empty for all of it.
  public let path: String
  /// The table.
  public let table: LuaTable

  /// Takes a value for a table with named fields.
  ///
  /// - Parameters:
  ///   - value: What the plug-in gave.
  ///   - file: The file as messages show it.
  ///   - path: Where the value is, for messages.
  /// - Throws: That it is no table.
  public init(_ value: LuaValue, in file: String, at path: String) throws(PluginProblem) {
    guard case .table(let table) = value else {
      throw PluginProblem.mismatch("a table", value, in: file, at: path)
    }
    self.init(table, in: file, at: path)
  }

  /// Takes a table.
  public init(_ table: LuaTable, in file: String, at path: String = "") {
    self.file = file
    self.path = path
    self.table = table
  }

  /// Checks that the table has no other fields than these, and no entries without a name.
  public func allowOnly(_ names: [String]) throws(PluginProblem) {
    if let first = table.array.first {
      throw unnamed(first)
    }
    if let other = table.others.first { throw unnamed(other.key) }
    for name in table.fields.keys.sorted() where !names.contains(name) {
      let near = closestMatch(to: name, in: names).map { "did you mean `\($0)`?" }
      let known = "there are " + names.sorted().joined(separator: ", ")
      throw problem(nil, "unknown field \(shownValue(.text(name))); \(near ?? known)")
    }
  }

  private func unnamed(_ value: LuaValue) -> PluginProblem {
    problem(nil, "expected fields with names, got \(shownValue(value)) without one")
  }

  /// The place of a field, or of the table itself.
  public func place(of name: String?) -> String {
    guard let name else { return path }
    return path.isEmpty ? name : "\(path).\(name)"
  }

  /// A problem with a field, or with the table itself.
  public func problem(_ name: String?, _ message: String) -> PluginProblem {
    let place = place(of: name)
    return PluginProblem(file: file, message: place.isEmpty ? message : "\(place): \(message)")
  }

  /// The problem of a field that should be something else.
  public func mismatch(_ name: String, _ expected: String) -> PluginProblem {
    .mismatch(expected, table[name], in: file, at: place(of: name))
  }
}

// MARK: - Fields that may be missing
extension PluginFields {
  /// A text; nil where the field is missing.
  public func text(_ name: String) throws(PluginProblem) -> String? {
    switch table[name] {
    case .nil: return nil
    case .string(let string):
      guard let text = String(validating: string.bytes, as: UTF8.self), !text.utf8.contains(0)
      else { throw problem(name, "expected a text in UTF-8 without NUL") }
      return text
    default: throw mismatch(name, "a text")
    }
  }

  /// A whole number; nil where the field is missing.
  public func integer(_ name: String) throws(PluginProblem) -> Int? {
    switch table[name] {
    case .nil: return nil
    case .integer(let number): return Int(number)
    case .number(let number):
      guard let whole = Int(exactly: number) else { throw mismatch(name, "a whole number") }
      return whole
    default: throw mismatch(name, "a whole number")
    }
  }

  /// A truth value; nil where the field is missing.
  public func flag(_ name: String) throws(PluginProblem) -> Bool? {
    switch table[name] {
    case .nil: return nil
    case .boolean(let flag): return flag
    default: throw mismatch(name, "true or false")
    }
  }

  /// A function; nil where the field is missing.
  public func function(_ name: String) throws(PluginProblem) -> LuaFunction? {
    switch table[name] {
    case .nil: return nil
    case .function(let function): return function
    default: throw mismatch(name, "a function")
    }
  }

  /// A list; nil where the field is missing.
  public func list(_ name: String) throws(PluginProblem) -> [LuaValue]? {
    switch table[name] {
    case .nil: return nil
    case .table(let table):
      guard table.fields.isEmpty, table.others.isEmpty else { throw mismatch(name, "a list") }
      return table.array
    default: throw mismatch(name, "a list")
    }
  }

  /// A table with named fields; nil where the field is missing.
  public func fields(_ name: String) throws(PluginProblem) -> PluginFields? {
    if case .nil = table[name] { return nil }
    return try PluginFields(table[name], in: file, at: place(of: name))
  }

  /// A list of tables with named fields; empty where the field is missing.
  public func eachFields(_ name: String) throws(PluginProblem) -> [PluginFields] {
    var all: [PluginFields] = []
    for (index, value) in (try list(name) ?? []).enumerated() {
      all.append(try PluginFields(value, in: file, at: "\(place(of: name))[\(index + 1)]"))
    }
    return all
  }

  /// A list of texts; nil where the field is missing.
  public func texts(_ name: String) throws(PluginProblem) -> [String]? {
    guard let list = try list(name) else { return nil }
    var texts: [String] = []
    for (index, value) in list.enumerated() {
      let key = "\(name)[\(index + 1)]"
      let entry = PluginFields(LuaTable(fields: [key: value]), in: file, at: path)
      guard let text = try entry.text(key) else { throw entry.mismatch(key, "a text") }
      texts.append(text)
    }
    return texts
  }
}

// MARK: - Fields that may not be missing
extension PluginFields {
  /// A field's value, or the problem that it is missing.
  public func required<Value>(
    _ name: String,
    _ value: Value?,
    _ expected: String
  ) throws(PluginProblem) -> Value {
    guard let value else { throw mismatch(name, expected) }
    return value
  }
}

extension PluginProblem {
  /// The problem of a value that should be something else.
  static func mismatch(
    _ expected: String,
    _ value: LuaValue,
    in file: String,
    at path: String
  ) -> Self {
    let place = path.isEmpty ? "" : "\(path): "
    return Self(file: file, message: "\(place)expected \(expected), got \(shownValue(value))")
  }
}

/// A value as messages show it, cut and with its control characters escaped.
func shownValue(_ value: LuaValue) -> String {
  switch value {
  case .nil: return "nothing"
  case .boolean(let flag): return "\(flag)"
  case .integer(let number): return "\(number)"
  case .number(let number): return "\(number)"
  case .string(let string):
    let text = String(decoding: string.bytes.prefix(200), as: UTF8.self).prefix(60)
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return "\"\(shown)\(string.bytes.count > text.utf8.count ? "…" : "")\""
  case .table(let table): return table.fields.isEmpty && !table.array.isEmpty ? "a list" : "a table"
  case .function, .hostFunction: return "a function"
  case .object(let object): return "a \(object.luaType.name)"
  }
}
