/// What a script finds of Lua's own, and what it does not.
enum StandardNames {
  /// The basic functions and the names of the libraries.
  static let globals: Set<String> = [
    "assert", "coroutine", "error", "getmetatable", "ipairs", "math", "next", "os", "pairs",
    "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select",
    "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8", "xpcall",
  ]

  /// What the libraries hold.
  static let libraries: [String: Set<String>] = [
    "coroutine": [
      "close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield",
    ],
    "math": [
      "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log",
      "max", "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "randomseed", "sin",
      "sqrt", "tan", "tointeger", "type", "ult",
    ],
    "os": ["clock", "date", "difftime", "time"],
    "string": [
      "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack",
      "packsize", "rep", "reverse", "sub", "unpack", "upper",
    ],
    "table": ["concat", "insert", "move", "pack", "remove", "sort", "unpack"],
    "utf8": ["char", "charpattern", "codepoint", "codes", "len", "offset"],
  ]

  /// The globals of stock Lua, of any version, that are not there.
  static let removedGlobals: Set<String> = [
    "bit32", "collectgarbage", "debug", "dofile", "getfenv", "io", "load", "loadfile",
    "loadstring", "module", "package", "setfenv", "unpack", "warn",
  ]

  /// The functions that are missing in libraries that are there.
  static let removed: [String: Set<String>] = [
    "math": ["cosh", "frexp", "ldexp", "log10", "pow", "sinh", "tanh"],
    "os": ["execute", "exit", "getenv", "remove", "rename", "setlocale", "tmpname"],
    "string": ["dump", "gfind"],
    "table": ["foreach", "foreachi", "getn", "maxn", "setn"],
  ]

  /// The words of the language.
  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
