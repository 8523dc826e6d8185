public import LuaHost
import UsageModel

/// The interface as a LuaLS definition file, so that an editor completes and explains every name.
public enum ScriptStubs {
  /// The text of the definition file.
  ///
  /// - Parameters:
  ///   - sources: The names of the configured sources, which an editor then suggests.
  ///   - apps: The names of the apps.
  ///   - budgets: The names of the budgets.
  ///   - library: What an embedding program gives to scripts, besides the interface.
  /// - Returns: Lua with annotations; nothing in it does anything.
  public static func text(
    sources: [String] = [],
    apps: [String] = [],
    budgets: [String] = [],
    library: LuaLibrary = LuaLibrary()
  ) -> String {
    let interface = Interface.documented
    var lines = ["---@meta", "", "-- The names that Tallystick gives to report scripts.", ""]
    // Every text is accepted, since names are made by scripts too; `tally check` finds those that are wrong.
    lines += alias("source_name", "The name of a source of the configuration.", sources)
    lines += alias("app_name", "The name of an app of the configuration.", apps)
    lines += alias("budget_name", "The name of a budget of the configuration.", budgets)
    lines += alias(
      "dimension",
      "The name of a dimension; also `tag.NAME`.",
      UsageDimension.named.map(\.name)
    )
    lines += [
      "---A row: its fields are the columns.", "---@class tally.row", "---@field [string] any", "",
    ]
    lines += Interface.rows.flatMap(stub(of:)) + Interface.shapes.flatMap(stub(of:))
    lines += interface.functions.flatMap(options(of:))
    lines += interface.objects.flatMap(stub(of:)) + interface.modules.flatMap(stub(of:))
    return lines.joined(separator: "\n") + (library.isEmpty ? "" : "\n" + library.definitions)
  }

  /// What begins the names of the locals that stand for types.
  private static let prefix = "tally_"
}

// MARK: - Types

extension ScriptStubs {
  /// A name for texts of which some are suggested.
  private static func alias(_ name: String, _ summary: String, _ values: [String]) -> [String] {
    let literals = values.compactMap(literal).map { "---| \($0)" }
    return ["---\(summary)", "---@alias tally.\(name)"] + literals + ["---| string", ""]
  }

  /// A text as annotations write it, which know no escapes; nil for one that cannot be written.
  private static func literal(_ text: String) -> String? {
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "\\" }) else { return nil }
    if !text.contains("\"") { return "\"\(text)\"" }
    return text.contains("'") ? nil : "'\(text)'"
  }

  private static func stub(of row: RowDefinition) -> [String] {
    let fields = row.shownFields.map { "---@field \($0.name) \($0.annotation) \($0.summary)" }
    return ["---\(row.summary)", "---@class tally.\(row.name)\(row.isOpen ? ": tally.row" : "")"]
      + fields + [""]
  }

  private static func stub(of shape: TableShape) -> [String] {
    let entries = shape.entries.enumerated().map { index, entry in
      "---@field [\(index + 1)] \(entry.type.annotation)\(entry.isOptional ? "|nil" : "") \(entry.summary)"
    }
    return ["---\(shape.summary)", "---@class tally.\(shape.name)"] + entries
      + shape.fields.map(field) + [""]
  }

  /// The class of a function's table of options.
  private static func options(of function: Definition) -> [String] {
    guard function.optionTable != nil else { return [] }
    var lines = ["---The options of `\(function.name)`.", "---@class \(optionClass(of: function))"]
    if function.takesList { lines.append("---@field [integer] any the data") }
    return lines + function.allOptions.map(field) + [""]
  }

  private static func optionClass(of function: Definition) -> String {
    "tally." + function.name.replacing(":", with: ".") + ".options"
  }

  private static func field(_ parameter: Parameter) -> String {
    "---@field \(parameter.name)\(parameter.isOptional ? "?" : "") \(parameter.type.annotation) "
      + parameter.summary
  }

  private static func stub(of object: ObjectDefinition) -> [String] {
    var lines = description(object.summary, object.shownDetails, object.shownExamples)
    let parent = object.parent.map { ": tally.\($0)" } ?? ""
    lines.append("---@class tally.\(object.name)\(parent)")
    for field in object.fields {
      lines.append("---@field \(field.name) \(field.annotation) \(field.summary)")
    }
    lines += object.annotations.map { "---@\($0)" }
    lines += object.operators.flatMap(\.annotations).map { "---@operator \($0)" }
    // A local of the type's own name would hide the global table that is called the same.
    lines += ["local \(prefix)\(object.name) = {}", ""]
    return lines + object.methods.flatMap(stub(of:))
  }
}

// MARK: - Functions

extension ScriptStubs {
  private static func stub(of module: ModuleDefinition) -> [String] {
    guard !module.functions.isEmpty || !module.values.isEmpty else {
      return module.call.map { stub(of: $0) } ?? []
    }
    var lines = description(module.summary, module.details, module.call?.shownExamples ?? [])
    lines.append("---@class tally.module.\(module.name)")
    for value in module.values {
      lines.append("---@field \(value.lastName) \(value.annotation) \(plain(value.summary))")
    }
    if let call = module.call {
      let parameters = call.parameters.map { parameter in
        "\(parameter.name)\(parameter.isOptional ? "?" : ""): \(annotation(of: parameter, in: call))"
      }
      lines.append(
        "---@overload fun(\(parameters.joined(separator: ", "))): \(call.result ?? "nil")"
      )
    }
    lines += ["\(module.name) = {}", ""]
    return lines + module.functions.flatMap { stub(of: $0) }
  }

  private static func stub(of function: Definition) -> [String] {
    var lines = description(function.summary, function.shownDetails, function.shownExamples)
    for parameter in function.parameters {
      let mark = parameter.isOptional ? "?" : ""
      let type = annotation(of: parameter, in: function)
      lines.append("---@param \(parameter.name)\(mark) \(type) \(plain(parameter.summary))")
    }
    if let rest = function.rest { lines.append("---@param ... \(rest.type.annotation)") }
    if let result = function.result { lines.append("---@return \(result)") }
    var names = function.parameters.map(\.name)
    if function.rest != nil { names.append("...") }
    let name = (function.isMethod ? prefix : "") + function.name
    return lines + ["function \(name)(\(names.joined(separator: ", "))) end", ""]
  }

  private static func annotation(of parameter: Parameter, in function: Definition) -> String {
    parameter.name == function.optionTable?.name
      ? optionClass(of: function) : parameter.type.annotation
  }

  /// What an editor shows of a name: its documentation as comments, the examples at the end.
  private static func description(
    _ summary: String,
    _ details: String?,
    _ examples: [String]
  ) -> [String] {
    var lines = [summary]
    if let details {
      lines +=
        [""] + details.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    for example in examples {
      lines += ["", "```lua"]
      lines += example.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append("```")
    }
    return lines.map { "---" + plain($0) }
  }

  /// A text without its links, which lead nowhere from an editor.
  private static func plain(_ text: String) -> String {
    // A search by pattern takes long, and few lines have a link.
    guard text.contains("](") else { return text }
    return text.replacing(link) { String($0.1) }
  }

  /// A link to a place of the reference or to another page.
  private static var link: Regex<(Substring, Substring)> {
    #/\[([^\]]+)\]\((?:#[^)]*|[^)\s]+\.md(?:#[^)]*)?)\)/#
  }
}
