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
/// The binding with its argument checks, the error texts and the editor's stubs are all made from it.
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

/// A field of a host object.
struct FieldDefinition {
  let name: String
  let annotation: String
  let summary: String
  let read: (any LuaObject) throws -> LuaValue

  init(
    _ name: String,
    _ annotation: String,
    _ summary: String,
    _ read: @escaping (any LuaObject) throws -> LuaValue
  ) {
    self.name = name
    self.annotation = annotation
    self.summary = summary
    self.read = read
  }
}

/// A type of host object.
struct ObjectDefinition {
  let name: String
  let summary: String
  var fields: [FieldDefinition] = []
  var methods: [Definition] = []
  var operators: [LuaOperator: HostFunction] = [:]
  /// What stubs say of the operators: `operator add(tally.money): tally.money`.
  var annotations: [String] = []

  /// The metatable's description.
  var luaType: LuaObjectType {
    LuaObjectType(
      name: name,
      fields: Dictionary(
        fields.map { ($0.name, $0.read) },
        uniquingKeysWith: { first, _ in first }
      ),
      methods: methods.map(\.hostFunction),
      operators: operators
    )
  }
}

/// A global table, which may itself be called; or a global function alone.
struct ModuleDefinition {
  let name: String
  let summary: String
  var call: Definition?
  var functions: [Definition] = []
}
