import UsageModel

/// One object of a reply while it is read.
///
/// It knows its place for messages, checks what it hands out, and remembers what nobody asked for. It
/// is a class because that memory is shared by everyone who reads from the object.
final class ReplyObject {
  private let members: [String: JSONValue]
  private let root: JSONValue
  /// Where the object is, such as `appTotals.app-1`; empty for the reply as a whole.
  private let path: String
  /// The same with a star for each name that is data.
  private let pattern: String
  private var unread: Set<String>
  private var children: [ReplyObject] = []

  /// No counter of a platform comes near it, and sums of years of such values stay within the range.
  static let largest = FixedDecimal(1_000_000_000_000_000_000)

  /// Starts to read a reply; an error where it is no object.
  convenience init(_ root: JSONValue) throws(ReplyError) {
    guard case .object(let members) = root else {
      throw ReplyError(expected: "an object", found: root.described)
    }
    self.init(members, root: root, path: "", pattern: "")
  }

  private init(_ members: [String: JSONValue], root: JSONValue, path: String, pattern: String) {
    self.members = members
    self.root = root
    self.path = path
    self.pattern = pattern
    unread = Set(members.keys)
  }

  /// The names of the members, in order, for an object whose names are data.
  func dataNames() throws(ReplyError) -> [String] {
    for name in members.keys where name.utf8.contains(0) {
      // The store cannot tell two names apart by what follows a NUL.
      throw ReplyError(path: shown(name), expected: "a name without NUL", found: "one with it")
    }
    return members.keys.sorted()
  }

  /// A member as it is, without taking note that somebody has read it; nil where it is absent or null.
  func peek(_ name: String) -> JSONValue? {
    let value = members[name]
    return value == .null ? nil : value
  }

  /// What nobody asked for, each once: `credits.seatCount`, `usage.*.discount`.
  var unreadFields: [String] {
    let own = unread.map { Self.place($0, in: pattern) }
    return Set(own + children.flatMap(\.unreadFields)).sorted()
  }
}

// MARK: - Members that may be absent or null
extension ReplyObject {
  /// A number, times ten to a power.
  func optionalNumber(_ name: String, timesTenTo power: Int = 0) throws(ReplyError) -> FixedDecimal?
  {
    guard let value = take(name) else { return nil }
    let digits: String
    switch value {
    case .number(let number): digits = number
    // Some platforms send amounts as text, which keeps their digits.
    case .text(let text) where FixedDecimal(text) != nil: digits = text
    default: throw mismatch(name, "a number", value)
    }
    guard let number = FixedDecimal(digits, timesTenTo: power), number.magnitude <= Self.largest
    else { throw mismatch(name, "a number within ±10¹⁸", value) }
    return number
  }

  /// A text.
  func optionalText(_ name: String) throws(ReplyError) -> String? {
    guard let value = take(name) else { return nil }
    guard case .text(let text) = value else { throw mismatch(name, "text", value) }
    return text
  }

  /// True or false.
  func optionalFlag(_ name: String) throws(ReplyError) -> Bool? {
    guard let value = take(name) else { return nil }
    guard case .bool(let flag) = value else { throw mismatch(name, "true or false", value) }
    return flag
  }

  /// An object; `isData` says that its name is no field but data, such as the id of an app.
  func optionalObject(_ name: String, isData: Bool = false) throws(ReplyError) -> ReplyObject? {
    guard let value = take(name) else { return nil }
    guard case .object(let members) = value else { throw mismatch(name, "an object", value) }
    let child = ReplyObject(
      members,
      root: root,
      path: Self.place(name, in: path),
      pattern: Self.place(isData ? "*" : name, in: pattern)
    )
    children.append(child)
    return child
  }

  /// An object that is known and of no use.
  func skipObject(_ name: String) throws(ReplyError) {
    guard let value = take(name) else { return }
    guard value.isObject else { throw mismatch(name, "an object", value) }
  }

  private func take(_ name: String) -> JSONValue? {
    unread.remove(name)
    return peek(name)
  }
}

// MARK: - Members that have to be there
extension ReplyObject {
  /// A number.
  func number(_ name: String, timesTenTo power: Int = 0) throws(ReplyError) -> FixedDecimal {
    guard let number = try optionalNumber(name, timesTenTo: power) else {
      throw missing(name, "a number")
    }
    return number
  }

  /// A text.
  func text(_ name: String) throws(ReplyError) -> String {
    guard let text = try optionalText(name) else { throw missing(name, "text") }
    return text
  }

  /// True or false.
  func flag(_ name: String) throws(ReplyError) -> Bool {
    guard let flag = try optionalFlag(name) else { throw missing(name, "true or false") }
    return flag
  }

  /// An object; `isData` says that its name is no field but data.
  func object(_ name: String, isData: Bool = false) throws(ReplyError) -> ReplyObject {
    guard let object = try optionalObject(name, isData: isData) else {
      throw missing(name, "an object")
    }
    return object
  }

  /// The numbers of an object whose names are data, by name.
  func numbersByName() throws(ReplyError) -> [String: FixedDecimal] {
    var numbers: [String: FixedDecimal] = [:]
    for name in try dataNames() { numbers[name] = try number(name) }
    return numbers
  }
}

// MARK: - Errors
extension ReplyObject {
  /// Nothing, or null, where there has to be something.
  func missing(_ name: String, _ expected: String) -> ReplyError {
    // An error can come with status 200; what it says is worth more than what it lacks.
    if let text = PlatformErrorText.text(in: root) {
      return ReplyError(expected: "usage", found: "the error \(Quotation.quoted(text))")
    }
    let found = members[name] == nil ? "nothing" : "null"
    return ReplyError(path: shown(name), expected: expected, found: found)
  }

  /// Something else than was expected.
  func mismatch(_ name: String, _ expected: String, _ found: JSONValue) -> ReplyError {
    ReplyError(path: shown(name), expected: expected, found: found.described)
  }

  private func shown(_ name: String) -> String { Quotation.shown(Self.place(name, in: path)) }

  private static func place(_ name: String, in path: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }
}
