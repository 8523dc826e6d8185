/// A Swift value that scripts hold as an object with fields, methods and operators.
public protocol LuaObject {
  /// What scripts can do with the object.
  var luaType: LuaObjectType { get }
}

/// A type of host object: its name, fields, methods and operators.
///
/// Each state makes one metatable of it, when the first object of the type arrives.
public final class LuaObjectType {
  /// The name in error messages, such as `money`.
  public let name: String
  /// What reads each field.
  public let fields: [String: (any LuaObject) throws -> LuaValue]
  /// The methods; the last component of a function's name is the method's name in scripts.
  public let methods: [HostFunction]
  /// What each operator does; a function receives the operands as Lua gives them.
  public let operators: [LuaOperator: HostFunction]

  /// How objects of the type are held in Lua.
  let form: Form

  /// Makes a type of these members.
  public init(
    name: String,
    fields: [String: (any LuaObject) throws -> LuaValue] = [:],
    methods: [HostFunction] = [],
    operators: [LuaOperator: HostFunction] = [:]
  ) {
    self.name = name
    self.fields = fields
    self.methods = methods
    self.operators = operators
    form = .object
  }

  /// Makes a type whose members C knows.
  init(name: String, form: Form) {
    self.name = name
    self.form = form
    fields = [:]
    methods = []
    operators = [:]
  }

  /// How Lua holds what a type is of.
  enum Form {
    /// As an object with the type's metatable.
    case object
    /// As a row of columns that C reads.
    case row
    /// As a function that C runs.
    case iterator
  }
}

@available(*, unavailable)
extension LuaObjectType: Sendable {}

/// An operator that a type of object can define.
///
/// A function receives the operands in their order; `call` the object and then the arguments.
/// `length`, `negate` and `toString` receive the object first; what follows has no meaning.
/// `index` receives the object and a key that is neither a field nor a method, such as a number.
/// `pairs` returns what drives a loop: an iterator, and two values for it.
public enum LuaOperator: String, Sendable, CaseIterable {
  /// `a + b`.
  case add = "__add"
  /// `a - b`.
  case subtract = "__sub"
  /// `a * b`.
  case multiply = "__mul"
  /// `a / b`.
  case divide = "__div"
  /// `-a`.
  case negate = "__unm"
  /// `a == b`, of two objects.
  case equal = "__eq"
  /// `a < b`, and `b > a`.
  case lessThan = "__lt"
  /// `a <= b`, and `b >= a`.
  case lessOrEqual = "__le"
  /// `#a`.
  case length = "__len"
  /// `a .. b`.
  case concatenate = "__concat"
  /// `a(…)`.
  case call = "__call"
  /// `tostring(a)`, also of `print`.
  case toString = "__tostring"
  /// `a[key]` of a key that is no member.
  case index = "__index"
  /// `pairs(a)`.
  case pairs = "__pairs"
}
