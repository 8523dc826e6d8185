import LuaHost
import UsageModel

/// The interface as a LuaLS definition file, so that an editor completes and explains every name.
public enum ScriptStubs {
  /// The text of the definition file.
  public static func text() -> String {
    let interface = Interface(ScriptContext(.documentation))
    var lines = ["---@meta", "", "-- The names that Tallystick gives to report scripts.", ""]
    for object in interface.objects { lines += stub(of: object) }
    lines += [
      "---A row of a frame: its fields are the columns.", "---@class tally.row",
      "---@field [string] any", "",
    ]
    for module in interface.modules { lines += stub(of: module) }
    return lines.joined(separator: "\n")
  }

  private static func stub(of object: ObjectDefinition) -> [String] {
    var lines = ["---\(object.summary)", "---@class tally.\(object.name)"]
    for field in object.fields {
      lines.append("---@field \(field.name) \(field.annotation) \(field.summary)")
    }
    lines += object.annotations.map { "---@\($0)" }
    // A local of the type's own name would hide the global table that is called the same.
    lines += ["local \(prefix)\(object.name) = {}", ""]
    for method in object.methods { lines += stub(of: method) }
    return lines
  }

  /// What begins the names of the locals that stand for types.
  private static let prefix = "tally_"

  private static func stub(of module: ModuleDefinition) -> [String] {
    guard !module.functions.isEmpty else { return module.call.map { stub(of: $0) } ?? [] }
    var lines = ["---\(module.summary)", "---@class tally.module.\(module.name)"]
    if let call = module.call {
      lines.append(
        "---@overload fun(\(parameterList(call.parameters, typed: true))): \(call.result ?? "nil")"
      )
    }
    lines += ["\(module.name) = {}", ""]
    for function in module.functions { lines += stub(of: function) }
    return lines
  }

  private static func stub(of function: Definition) -> [String] {
    var lines = ["---\(function.summary)"]
    for parameter in function.parameters {
      let mark = parameter.isOptional ? "?" : ""
      lines.append(
        "---@param \(parameter.name)\(mark) \(annotation(of: parameter, in: function)) \(parameter.summary)"
      )
    }
    if let rest = function.rest { lines.append("---@param ... \(rest.type.annotation)") }
    if let result = function.result { lines.append("---@return \(result)") }
    var names = function.parameters.map(\.name)
    if function.rest != nil { names.append("...") }
    let name = (function.isMethod ? prefix : "") + function.name
    lines += ["function \(name)(\(names.joined(separator: ", "))) end", ""]
    return lines
  }

  private static func annotation(of parameter: Parameter, in function: Definition) -> String {
    guard case .table = parameter.type, !function.options.isEmpty else {
      return parameter.type.annotation
    }
    return function.options.annotation(takesList: function.takesList)
  }

  private static func parameterList(_ parameters: [Parameter], typed: Bool) -> String {
    parameters.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type.annotation)" }
      .joined(separator: ", ")
  }
}

extension ScriptInput {
  /// An input for the interface's own description: nothing is ever run with it.
  fileprivate static var documentation: ScriptInput {
    ScriptInput(
      name: "",
      source: [],
      period: Period(.month, containing: Day(daysSince1970: 0)),
      asOf: Timestamp(seconds: 0),
      currency: "USD",
      data: NoData()
    )
  }
}

/// A store without anything in it.
private struct NoData: ScriptData {
  func answer(_ query: UsageQuery) throws -> UsageAnswer {
    UsageAnswer(records: [], coverage: nil)
  }

  func allowances(since start: Timestamp, asOf moment: Timestamp) -> [AllowanceSeries] { [] }

  func terms(asOf moment: Timestamp) -> Terms { Terms() }
}
