extension LuaState {
  /// Says which name is missing and what may have been meant, where nil was used as something.
  ///
  /// Reading an undefined global gives nil, as in all of Lua, so that `if io then` works; only its
  /// use is an error. What was meant is sought among the names that the script itself uses, too.
  func explain(_ message: String, in source: SourceText, line: Int) -> String {
    let names = MissingName(source: source, line: line, globals: hostGlobals)
    if message.hasPrefix("attempt to compare ") { return names.explainComparison(message) }
    guard message.contains(" a nil value ("), let value = NamedValue(in: message) else {
      return message
    }
    let isCall = message.hasPrefix("attempt to call ")
    return switch value.kind {
    case "global": names.explainGlobal(value.name, message)
    case "local", "upvalue": names.explainLocal(value.name, message)
    case "field": names.explainField(value.name, message, isCall: isCall)
    case "method": names.explainMethod(value.name, message)
    default: message
    }
  }
}

/// A name without a value, in a line of a source.
private struct MissingName {
  let source: SourceText
  let line: Int
  let globals: Set<String>

  func explainGlobal(_ name: String, _ message: String) -> String {
    if StandardNames.removedGlobals.contains(name) { return "`\(name)`" + unavailable }
    let own = source.tokens.indices.lazy.filter { index in
      source.tokens[index].kind == .name && !source.isMember(index) && !source.isKey(index)
    }
    let known = StandardNames.globals.union(globals).union(own.map(source.text))
    return message + hint(name, in: known.subtracting(StandardNames.keywords))
  }

  func explainLocal(_ name: String, _ message: String) -> String {
    guard let meant = value(of: name) else { return message }
    if StandardNames.removedGlobals.contains(meant) { return "`\(meant)`" + unavailable }
    let parts = meant.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return message }
    return explainMember(parts[1], of: parts[0], message) ?? message
  }

  func explainField(_ name: String, _ message: String, isCall: Bool) -> String {
    let onLine = source.tokens(onLine: line).first { index in
      source.isName(index, name) && source.text(index - 1) == "." && index > 1
        && !source.isMember(index - 2)
    }
    if let onLine {
      let owner = source.text(onLine - 2)
      if let text = explainMember(name, of: value(of: owner) ?? owner, message) { return text }
    }
    return isCall && name.utf8.count > 3 ? message + hint(name, in: ownMembers()) : message
  }

  func explainMethod(_ name: String, _ message: String) -> String {
    if StandardNames.removed["string"]?.contains(name) == true {
      // The object may also be the script's own.
      return message + "; `string.\(name)`" + unavailable
    }
    return message + hint(name, in: ownMembers().union(StandardNames.libraries["string"] ?? []))
  }

  /// A comparison does not say whose value is nil: a name on either side of it that the whole script
  /// has only once can have none.
  func explainComparison(_ message: String) -> String {
    let comparisons: Set<String> = ["<", ">", "<=", ">="]
    let names = source.tokens(onLine: line).filter { index in
      source.tokens[index].kind == .name && !source.isMember(index)
        && (comparisons.contains(source.text(index - 1))
          || comparisons.contains(source.text(index + 1)))
    }.map(source.text).filter { name in
      !StandardNames.keywords.contains(name) && !StandardNames.globals.contains(name)
        && !globals.contains(name)
        && source.tokens.indices.filter { source.isName($0, name) }.count == 1
    }
    let saysNil = message.split(separator: " ").contains("nil")
    guard saysNil, let name = names.first, names.count == 1 else { return message }
    return explainGlobal(name, message + " (global '\(name)')")
  }

  /// What is said of a member that one of Lua's libraries does not have.
  private func explainMember(_ name: String, of owner: String, _ message: String) -> String? {
    if StandardNames.removedGlobals.contains(owner) { return "`\(owner)`" + unavailable }
    guard let known = StandardNames.libraries[owner], !known.contains(name) else { return nil }
    if StandardNames.removed[owner]?.contains(name) == true {
      return "`\(owner).\(name)`" + unavailable
    }
    return message + hint(name, in: known)
  }

  /// What a name is said to be the same as: `f` of `local f = os.execute` is `os.execute`.
  private func value(of name: String) -> String? {
    guard
      let index = source.tokens.indices.first(where: { index in
        source.isName(index, name) && !source.isMember(index) && source.text(index + 1) == "="
          && index + 2 < source.tokens.count && source.tokens[index + 2].kind == .name
      })
    else { return nil }
    let owner = source.text(index + 2)
    guard source.text(index + 3) == "." else { return owner }
    return owner + "." + source.text(index + 4)
  }

  /// The names of fields and methods that the script uses or defines.
  private func ownMembers() -> Set<String> {
    Set(
      source.tokens.indices.lazy.filter { source.isMember($0) || source.isKey($0) }
        .map(source.text)
    )
  }

  private func hint(_ name: String, in known: Set<String>) -> String {
    closestMatch(to: name, in: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }
}
