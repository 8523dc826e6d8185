/// A small generator of random numbers, the same on every machine.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func pick(_ choices: [String]) -> String {
    choices[number(0...(choices.count - 1))]
  }
}

/// Patterns, and what to match them with.
///
/// All are short: stock Lua has no limit of steps.
struct PatternGenerator {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// Characters that most patterns have something to do with.
  mutating func subject() -> [UInt8] {
    let characters = ["a", "a", "b", "A", "1", " ", "(", ")", ".", "%", "-", "\n", "\0", "\u{e9}"]
    let count = random.number(0...14)
    return (0..<count).flatMap { _ in Array(random.pick(characters).utf8) }
  }

  /// A pattern in which nearly everything means something.
  mutating func pattern() -> [UInt8] {
    var text = random.chance(15) ? "^" : ""
    var open = 0
    for _ in 0..<random.number(0...6) {
      text += item(&open)
    }
    text += String(repeating: ")", count: random.chance(95) ? open : 0)
    if random.chance(15) { text += "$" }
    return Array(text.utf8)
  }

  /// Bytes that mean something in patterns, in any order.
  mutating func noise() -> [UInt8] {
    let characters = [
      "%", "%", "%", "[", "]", "^", "$", "(", ")", ".", "*", "+", "-", "?", "a", "b", "f", "w", "A",
      "0", "1", "2", " ", "\0", "\u{e9}",
    ]
    let count = random.number(0...9)
    return (0..<count).flatMap { _ in Array(random.pick(characters).utf8) }
  }

  mutating func replacement() -> [UInt8] {
    let parts = ["x", "", "%0", "%1", "%2", "%%", "<", ">", "-", "\0"]
    let bad = ["%", "%a", "%9", "% "]
    var text = ""
    for _ in 0..<random.number(0...3) {
      text += random.chance(4) ? random.pick(bad) : random.pick(parts)
    }
    return Array(text.utf8)
  }

  private mutating func item(_ open: inout Int) -> String {
    switch random.number(1...20) {
    case 1, 2:
      open += 1
      return "("
    case 3 where open > 0, 4 where open > 0:
      open -= 1
      return ")"
    case 5: return "()"
    case 6: return random.pick(["%1", "%2", "%0"])
    case 7: return random.pick(["%b()", "%b((", "%ba1"])
    case 8: return "%f" + set()
    default: return single() + (random.chance(55) ? random.pick(["*", "+", "-", "?"]) : "")
    }
  }

  private mutating func single() -> String {
    switch random.number(1...10) {
    case 1...4: return random.pick(["a", "a", "b", "1", " ", "A", "\u{e9}", "\0"])
    case 5: return "."
    case 6...7: return set()
    case 8:
      return "%" + random.pick(["(", ")", ".", "%", "-", "a", "]", "[", "^", "$", "y", "\0"])
    default: return classes()
    }
  }

  private mutating func classes() -> String {
    let letters = ["a", "c", "d", "g", "l", "p", "s", "u", "w", "x", "z"]
    let letter = random.pick(letters)
    return "%" + (random.chance(30) ? letter.uppercased() : letter)
  }

  private mutating func set() -> String {
    var text = random.chance(30) ? "[^" : "["
    for _ in 0..<random.number(1...3) {
      switch random.number(1...6) {
      case 1: text += random.pick(["a-z", "0-9", "b-a", "a-a", "%-a", "+-%w", "\0-\u{1f}", "a-"])
      case 2: text += classes()
      case 3: text += random.pick(["%]", "%^", "%-", "%%", "]", "^", "-"])
      default: text += random.pick(["a", "b", "1", " ", ".", "(", "\u{e9}", "\0"])
      }
    }
    return text + "]"
  }
}
