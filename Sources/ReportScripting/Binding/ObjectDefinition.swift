import LuaHost

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

/// What makes the fields of a type of object: each reads the object itself.
func fields<Object: LuaObject>(
  of type: Object.Type
) -> (
  _ name: String, _ annotation: String, _ summary: String,
  _ read: @escaping (Object) throws -> LuaValue
) -> FieldDefinition {
  { name, annotation, summary, read in
    FieldDefinition(name, annotation, summary) { object in
      guard let object = object as? Object else { return .nil }
      return try read(object)
    }
  }
}

/// A type of host object.
struct ObjectDefinition {
  let name: String
  let summary: String
  let fields: [FieldDefinition]
  let methods: [Definition]
  let operators: [OperatorDefinition]
  /// What stubs say besides: `field [integer] tally.point`.
  let annotations: [String]
  /// What the summary has no room for, as Markdown.
  let details: String?
  /// Scripts that show the fields and operators; methods have their own.
  let examples: [String]
  /// The type that it is a kind of: it has all fields, methods and operators of that one too.
  var parent: String?

  init(
    name: String,
    summary: String,
    details: String? = nil,
    fields: [FieldDefinition] = [],
    methods: [Definition] = [],
    operators: [OperatorDefinition] = [],
    annotations: [String] = [],
    examples: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.fields = fields
    self.methods = methods
    self.operators = operators
    self.annotations = annotations
    self.examples = examples
  }

  /// An object whose operators mean what they mean everywhere.
  ///
  /// An annotation `field [integer] tally.point` says what `series[i]` gives.
  init(
    name: String,
    summary: String,
    details: String? = nil,
    fields: [FieldDefinition] = [],
    methods: [Definition] = [],
    operators: KeyValuePairs<LuaOperator, HostFunction>,
    annotations: [String] = [],
    examples: [String] = []
  ) {
    self.init(
      name: name,
      summary: summary,
      details: details,
      fields: fields,
      methods: methods,
      operators: operators.map {
        OperatorDefinition($0.key, of: name, element: Self.element(annotations), $0.value)
      },
      annotations: annotations,
      examples: examples
    )
  }

  private static func element(_ annotations: [String]) -> String? {
    let field = "field [integer] "
    return annotations.first { $0.hasPrefix(field) }.map { String($0.dropFirst(field.count)) }
  }

  /// The metatable's description.
  func luaType(extending parent: LuaObjectType? = nil) -> LuaObjectType {
    LuaObjectType(
      name: parent?.name ?? name,
      fields: Dictionary(
        fields.map { ($0.name, $0.read) },
        uniquingKeysWith: { first, _ in first }
      ).merging(parent?.fields ?? [:]) { own, _ in own },
      methods: methods.map(\.hostFunction) + (parent?.methods ?? []),
      operators: Dictionary(
        operators.map { ($0.symbol, $0.function) },
        uniquingKeysWith: { first, _ in first }
      ).merging(parent?.operators ?? [:]) { own, _ in own }
    )
  }
}
