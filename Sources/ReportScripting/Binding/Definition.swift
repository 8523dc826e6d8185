import LuaHost

/// A parameter of a function, or an option in its table.
struct Parameter: Sendable {
  let name: String
  let type: ParameterType
  let isOptional: Bool
  let summary: String

  init(_ name: String, _ type: ParameterType, optional: Bool = false, _ summary: String) {
    self.name = name
    self.type = type
    isOptional = optional
    self.summary = summary
  }
}

/// A function or method that scripts can call: the one place that says what it takes, gives and does.
///
/// The binding with its argument checks, the error texts, the editor's stubs and the reference are all
/// made from it.
struct Definition {
  /// The full name: `usage.load`, `frame:by`.
  let name: String
  /// One sentence.
  let summary: String
  /// What it takes, in order; a method's object is not among them.
  let parameters: [Parameter]
  /// The last parameter's type for any number of further arguments.
  let rest: Parameter?
  /// The names that a table argument may have; the table is the first argument that is one.
  let options: [Parameter]
  /// Whether the option table has a list part too.
  let takesList: Bool
  /// The result's type in stubs.
  let result: String?
  /// What it does.
  let body: (Arguments) throws -> [LuaValue]
  /// What the summary has no room for, as Markdown; links lead from one page of the reference to another.
  private(set) var details: String?
  /// Scripts that show its use; what they assert holds, with the made-up data of the tests.
  private(set) var examples: [String] = []

  init(
    _ name: String,
    _ summary: String,
    _ parameters: [Parameter] = [],
    rest: Parameter? = nil,
    options: [Parameter] = [],
    takesList: Bool = false,
    result: String? = nil,
    body: @escaping (Arguments) throws -> [LuaValue]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.rest = rest
    self.options = options
    self.takesList = takesList
    self.result = result
    self.body = body
  }

  /// Whether the function is called with a colon, its object first.
  var isMethod: Bool { name.contains(":") }

  /// The function as the bridge wants it, with its arguments checked.
  var hostFunction: HostFunction {
    HostFunction(name) { call in
      let arguments = try Arguments(call, for: self)
      return try body(arguments)
    }
  }
}

// MARK: - Documentation

extension Definition {
  /// The same function with what its summary has no room for.
  func explained(_ details: String) -> Definition {
    var explained = self
    explained.details = details
    return explained
  }

  /// The same function with one more example.
  func example(_ script: String) -> Definition {
    var shown = self
    shown.examples.append(script)
    return shown
  }

  /// The parameter that takes the options; nil where there are none.
  var optionTable: Parameter? {
    parameters.last { parameter in
      switch parameter.type {
      case .table: !options.isEmpty
      case .options: true
      default: false
      }
    }
  }

  /// The names that the option table may have.
  var allOptions: [Parameter] {
    if case .options(let options)? = optionTable?.type { return options }
    return options
  }

  /// The name after the last `.` or `:`.
  var lastName: String { String(name.split { $0 == "." || $0 == ":" }.last ?? "") }

  /// The module or type before it; empty for a global function.
  var owner: String {
    name.contains { $0 == "." || $0 == ":" } ? String(name.prefix { $0 != "." && $0 != ":" }) : ""
  }
}
