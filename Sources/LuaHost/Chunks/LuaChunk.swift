/// A compiled source: its main function, with the functions in it.
struct LuaChunk {
  let main: LuaPrototype
}

/// A function as Lua's compiler leaves it.
struct LuaPrototype {
  /// A constant of the code; only texts and whether a number is zero matter here.
  enum Constant: Hashable {
    case text(String)
    case zero
    case other
  }

  /// What a function sees of the ones around it.
  struct Upvalue: Hashable {
    /// Whether it is a local variable of the function around this one, or an upvalue of it.
    let isLocal: Bool
    /// The register or the upvalue's number there.
    let index: Int
  }

  /// The code, as many instructions as ``lines``.
  let code: [LuaInstruction]
  /// The line of each instruction.
  let lines: [Int]
  let constants: [Constant]
  let upvalues: [Upvalue]
  /// The names of the local variables.
  let locals: [String]
  /// The functions inside.
  let functions: [LuaPrototype]

  /// The text of a constant, where it is one.
  func text(_ constant: Int) -> String? {
    guard constants.indices.contains(constant), case .text(let text) = constants[constant] else {
      return nil
    }
    return text
  }
}

/// An instruction of Lua 5.4's machine: 7 bits of operation, then 8, 1, 8 and 8 bits of operands.
struct LuaInstruction: Hashable {
  /// The operations that are looked for, by their numbers in Lua 5.4.
  enum Operation: UInt32 {
    case loadConstant = 3
    case getUpvalue = 9
    case setUpvalue = 10
    case getGlobal = 11
    case getEntry = 12
    case getField = 14
    case setGlobal = 15
    case equalsConstant = 60
    case equalsInteger = 61
  }

  let bits: UInt32

  var operation: Operation? { Operation(rawValue: bits & 0x7F) }
  var a: Int { Int(bits >> 7 & 0xFF) }
  var b: Int { Int(bits >> 16 & 0xFF) }
  var c: Int { Int(bits >> 24) }
  /// The operand of instructions that have a long one.
  var bx: Int { Int(bits >> 15) }
  /// `b` as a number with a sign.
  var signedB: Int { b - 127 }
}
