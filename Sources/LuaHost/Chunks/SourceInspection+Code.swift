extension SourceInspection {
  /// Looks through the code of a main function and all functions in it.
  ///
  /// The main function's only upvalue is the table of globals, which Lua calls `_ENV`.
  mutating func look(at main: LuaPrototype) {
    look(at: main, environments: [0], isMain: true)
  }

  private mutating func look(at function: LuaPrototype, environments: Set<Int>, isMain: Bool) {
    locals.formUnion(function.locals)
    for place in function.code.indices {
      if let use = globalUse(at: place, in: function, environments) {
        let found = GlobalUse(
          name: use.name,
          line: function.lines[place],
          isInFunction: !isMain
        )
        if use.isRead {
          if !reads.contains(found) { reads.append(found) }
        } else if !assignments.contains(found) {
          assignments.append(found)
        }
      }
      if let field = fieldComparedWithZero(at: place, in: function) {
        let found = ZeroComparison(field: field, line: function.lines[place])
        if !zeroComparisons.contains(found) { zeroComparisons.append(found) }
      }
    }
    for inner in function.functions {
      let inherited = inner.upvalues.indices.filter { index in
        !inner.upvalues[index].isLocal && environments.contains(inner.upvalues[index].index)
      }
      look(at: inner, environments: Set(inherited), isMain: false)
    }
  }

  /// The global that an instruction reads or assigns.
  ///
  /// Names are constants. One with a number above 255, or of more than 40 bytes, does not fit into the instruction,
  /// and then the table and the name are put into registers first.
  private func globalUse(
    at place: Int,
    in function: LuaPrototype,
    _ environments: Set<Int>
  ) -> (name: String, isRead: Bool)? {
    let code = function.code
    let instruction = code[place]
    switch instruction.operation {
    case .getGlobal where environments.contains(instruction.b):
      return function.text(instruction.c).map { ($0, true) }
    case .setGlobal where environments.contains(instruction.a):
      return function.text(instruction.b).map { ($0, false) }
    case .getUpvalue where environments.contains(instruction.b):
      guard place + 2 < code.count, code[place + 1].operation == .loadConstant,
        let name = function.text(code[place + 1].bx)
      else { return nil }
      let next = code[place + 2]
      let isRead =
        next.operation == .getEntry && next.b == instruction.a && next.c == code[place + 1].a
      return (name, isRead)
    default: return nil
    }
  }

  /// The field that an instruction compares with 0, where it was read just before.
  private func fieldComparedWithZero(at place: Int, in function: LuaPrototype) -> String? {
    let instruction = function.code[place]
    let isZero =
      switch instruction.operation {
      case .equalsInteger: instruction.signedB == 0
      case .equalsConstant:
        function.constants.indices.contains(instruction.b)
          && function.constants[instruction.b] == .zero
      default: false
      }
    guard isZero, place > 0 else { return nil }
    let before = function.code[place - 1]
    guard before.operation == .getField, before.a == instruction.a else { return nil }
    return function.text(before.c)
  }
}
