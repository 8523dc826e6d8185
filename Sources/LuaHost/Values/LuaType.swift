/// A type as errors and editors name it.
public struct LuaType: Hashable, Sendable {
  /// The type in an error: `a text`, as in “expected a text, got 5”.
  public let name: String
  /// The type in an editor's stubs, as LuaLS writes it: `string`.
  public let annotation: String
  /// Whether `nil` is of the type, so that a trailing argument of it may be left out.
  public let isOptional: Bool

  /// Makes a type.
  ///
  /// - Parameters:
  ///   - name: The type in an error, with its article.
  ///   - annotation: The type as LuaLS writes it.
  ///   - isOptional: Whether `nil` is of the type.
  public init(_ name: String, annotation: String, isOptional: Bool = false) {
    self.name = name
    self.annotation = annotation
    self.isOptional = isOptional
  }

  /// Anything.
  public static let any: LuaType = LuaType("a value", annotation: "any", isOptional: true)
  /// A text.
  public static let text: LuaType = LuaType("a text", annotation: "string")
  /// A number of either subtype.
  public static let number: LuaType = LuaType("a number", annotation: "number")
  /// A whole number.
  public static let wholeNumber: LuaType = LuaType("a whole number", annotation: "integer")
  /// A truth value.
  public static let boolean: LuaType = LuaType("true or false", annotation: "boolean")
  /// A table of any shape.
  public static let table: LuaType = LuaType("a table", annotation: "table")

  /// A table whose list part has entries of a type.
  public static func list(of entry: LuaType) -> LuaType {
    LuaType("a table", annotation: entry.isUnion ? "(\(entry.union))[]" : "\(entry.annotation)[]")
  }

  /// A table that has values of a type by name.
  public static func dictionary(of value: LuaType) -> LuaType {
    LuaType("a table", annotation: "table<string, \(value.union)>")
  }

  /// A type, or nil.
  public static func optional(_ type: LuaType) -> LuaType {
    LuaType(type.name, annotation: type.annotation, isOptional: true)
  }

  /// A fixed set of words.
  public static func word(_ words: [String]) -> LuaType {
    LuaType(
      words.map { "\"\($0)\"" }.joinedWithOr,
      annotation: words.map { "\"\($0)\"" }.joined(separator: "|")
    )
  }

  /// The annotation, with nil where that is of the type.
  var union: String { isOptional && annotation != "any" ? "\(annotation)|nil" : annotation }

  private var isUnion: Bool { union.contains("|") }
}

extension [String] {
  /// The texts as one list in a sentence: `a, b or c`.
  package var joinedWithOr: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
