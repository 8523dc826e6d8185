import LuaHost

/// What test files find besides the names of reports, as a LuaLS definition file.
public enum ScriptTestStubs {
  /// The text of the definition file.
  public static func text() -> String {
    let interface = TestInterface.documentation
    let type = interface.expectation
    let local = "tally_\(type.name)"
    var lines = [
      "---@meta", "", "-- The names that Tallystick gives to files with tests.", "",
      "---\(type.summary)", "---@class tally.\(type.name)", "local \(local) = {}", "",
    ]
    for method in type.methods { lines += stub(of: method, called: "tally_\(method.name)") }
    for function in interface.functions { lines += stub(of: function, called: function.name) }
    return lines.joined(separator: "\n")
  }

  private static func stub(of function: Definition, called name: String) -> [String] {
    let options = "tally.\(function.name).options"
    var lines: [String] = []
    if !function.options.isEmpty {
      lines = ["---The options of `\(function.name)`.", "---@class \(options)"]
      lines += function.options.map { line("field", $0, $0.type.annotation) } + [""]
    }
    lines.append("---\(function.summary)")
    lines += function.parameters.map { parameter in
      line("param", parameter, function.options.isEmpty ? parameter.type.annotation : options)
    }
    if let result = function.result { lines.append("---@return \(result)") }
    let names = function.parameters.map(\.name).joined(separator: ", ")
    return lines + ["function \(name)(\(names)) end", ""]
  }

  private static func line(_ tag: String, _ parameter: Parameter, _ type: String) -> String {
    "---@\(tag) \(parameter.name)\(parameter.isOptional ? "?" : "") \(type) \(parameter.summary)"
  }
}

extension TestInterface {
  /// The interface for its own description: nothing is ever run with it.
  fileprivate static var documentation: TestInterface {
    let input = ScriptTestInput(
      file: ScriptFile(name: "", source: []),
      libraryFolder: nil,
      filter: nil,
      surroundings: .empty(limits: LuaLimits()),
      script: { _ throws(ScriptTestInput.ScriptNotFound) in throw .init("") },
      markdown: { _ in "" }
    )
    return TestInterface(input, TestRegistry(), ScriptContext(input.surroundings))
  }
}
