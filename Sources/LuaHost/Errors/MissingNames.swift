/// What stock Lua has and report scripts do not.
private let removedGlobals: Set<String> = [
  "collectgarbage", "debug", "dofile", "io", "load", "loadfile", "loadstring", "package", "setfenv",
  "getfenv", "module", "unpack", "bit32", "warn",
]

private let removedFunctions: [String: String] = [
  "dump": "string", "execute": "os", "exit": "os", "getenv": "os", "remove": "os", "rename": "os",
  "setlocale": "os", "tmpname": "os",
]

private let standardGlobals: Set<String> = [
  "assert", "coroutine", "error", "getmetatable", "ipairs", "math", "next", "os", "pairs", "pcall",
  "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "string",
  "table", "tonumber", "tostring", "type", "utf8", "xpcall",
]

extension LuaState {
  /// Says of a call or an index of nil which name is missing and what may have been meant.
  ///
  /// Reading an undefined global gives nil, as in all of Lua, so that `if io then` works; only its
  /// use is an error, and Lua's message ends in the name's kind and the name.
  func explain(_ message: String, line: String) -> String {
    guard let name = nilName(in: message) else { return message }
    if name.kind == "global" {
      if removedGlobals.contains(name.text) {
        return "`\(name.text)` is not available in report scripts"
      }
      let known = standardGlobals.union(hostGlobals)
      let hint = closestMatch(to: name.text, in: known)
      return message + (hint.map { "; did you mean \"\($0)\"?" } ?? "")
    }
    if let library = removedFunctions[name.text], line.contains("\(library).\(name.text)") {
      return "`\(library).\(name.text)` is not available in report scripts"
    }
    return message
  }

  /// The name in "attempt to index a nil value (global 'io')".
  private func nilName(in message: String) -> (kind: String, text: String)? {
    let starts = ["attempt to index a nil value (", "attempt to call a nil value ("]
    guard let start = starts.first(where: { message.hasPrefix($0) }), message.hasSuffix("')") else {
      return nil
    }
    let parts = message.dropFirst(start.count).dropLast(2).split(separator: " '", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    return (String(parts[0]), String(parts[1]))
  }
}
