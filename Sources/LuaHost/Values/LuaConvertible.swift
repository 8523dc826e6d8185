/// A Swift type whose values scripts can be given, and give.
///
/// The usual types conform: `Bool`, the integers, `Double`, `Float`, `String`, arrays, dictionaries by
/// text, optionals, ``LuaString``, ``LuaData`` and ``LuaValue``. A type of your own says how errors
/// and editors name it, and reads and makes values:
///
/// ```swift
/// extension Team: LuaConvertible {
///   static var luaType: LuaType { LuaType("a team", annotation: "{ name: string, size: integer }") }
///   init(luaValue: LuaValue) throws(LuaConversionError) {
///     let fields = try LuaFields(luaValue, of: Self.self)
///     self.init(name: try fields["name"], size: try fields["size"])
///   }
///   var luaValue: LuaValue {
///     get throws(LuaConversionError) { try .fields(["name": name, "size": size]) }
///   }
/// }
/// ```
public protocol LuaConvertible: SendableMetatype {
  /// How errors and editors name the type.
  static var luaType: LuaType { get }

  /// Reads a value of a script.
  ///
  /// - Parameter luaValue: The value; `.nil` where a trailing argument was left out.
  /// - Throws: What was expected, and what was there.
  init(luaValue: LuaValue) throws(LuaConversionError)

  /// The value for scripts; throws where Lua has none.
  var luaValue: LuaValue { get throws(LuaConversionError) }
}

/// A value that is not of the type that was asked for.
public struct LuaConversionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with its place in the value: `entry 2: expected a text, got 5`.
  public let description: String

  /// Makes an error.
  ///
  /// - Parameter description: What is wrong, in words for the script's author.
  public init(_ description: String) {
    self.description = description
  }

  /// Makes the error about a value of another type.
  public init(expected type: LuaType, got value: LuaValue) {
    self.init("expected \(type.name), got \(value.shown)")
  }

  /// The error with the place in which the value stands.
  public func at(_ place: String) -> LuaConversionError {
    LuaConversionError("\(place): \(description)")
  }
}

/// The fields of a table, for types of your own.
public struct LuaFields {
  private let table: LuaTable

  /// Takes the fields of a value.
  ///
  /// - Throws: When the value is no table.
  public init(_ value: LuaValue, of type: (some LuaConvertible).Type) throws(LuaConversionError) {
    guard case .table(let table) = value else {
      throw LuaConversionError(expected: type.luaType, got: value)
    }
    self.table = table
  }

  /// The value of a field.
  public subscript<Value: LuaConvertible>(name: String) -> Value {
    get throws(LuaConversionError) {
      do {
        return try Value(luaValue: table[name])
      } catch {
        throw error.at("field \"\(name)\"")
      }
    }
  }
}

@available(*, unavailable)
extension LuaFields: Sendable {}

extension LuaValue {
  /// Makes a table of fields.
  ///
  /// - Throws: When Lua has no such value as one of them.
  public static func fields(
    _ fields: [String: any LuaConvertible]
  ) throws(LuaConversionError) -> LuaValue {
    var table = LuaTable()
    for (name, value) in fields { table[name] = try value.luaValue }
    return .table(table)
  }
}

extension LuaValue {
  /// A value in an error message: short texts and numbers as they are, others by their type.
  package var shown: String {
    switch self {
    case .nil: "nothing"
    case .boolean(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .number(let number) where number.isFinite: "\(number)"
    case .number: "a number that is not finite"
    case .string(let text) where text.bytes.count <= 40: "\"\(text.text)\""
    case .string(let text): "a text of \(text.bytes.count) bytes"
    case .table, .function, .hostFunction, .object: "a \(typeName)"
    }
  }

  /// The steps it takes to go through an argument once.
  package var readingSteps: Int {
    switch self {
    case .string(let text): text.bytes.count / 32
    case .table(let table): table.array.count + table.fields.count * 4 + table.others.count
    default: 1
    }
  }
}
