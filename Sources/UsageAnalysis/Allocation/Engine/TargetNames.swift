/// The names of targets, numbered; their order is told apart from their numbers, since scripts add names late.
struct TargetNames: Sendable {
  /// The names.
  private(set) var names: [String] = []
  private var numbers: [String: UInt32] = [:]
  /// Each name's place in the order of names, of those that were there when ``settle()`` was called last.
  private var ranks: [UInt32] = []

  /// Creates the names that are known from the start.
  init(_ names: Set<String>) {
    self.names = names.sorted()
    ranks = Array(0..<UInt32(names.count))
    numbers = Dictionary(uniqueKeysWithValues: zip(self.names, ranks))
  }

  /// The number of a name, which is added if it is new.
  mutating func number(of name: String) -> UInt32 {
    if let known = numbers[name] { return known }
    let number = UInt32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }

  /// Ranks the names that came since the last time: once for all of them, since that sorts everything.
  mutating func settle() {
    guard ranks.count < names.count else { return }
    let ordered = ordered
    ranks = Array(repeating: 0, count: names.count)
    for (rank, place) in ordered.enumerated() { ranks[Int(place)] = UInt32(rank) }
  }

  /// The number of a name that may not be there.
  func known(_ name: String) -> UInt32? { numbers[name] }

  /// Whether a number's name comes before another one's.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (left, right) = (Int(left), Int(right))
    guard left < ranks.count, right < ranks.count else { return names[left] < names[right] }
    return ranks[left] < ranks[right]
  }

  /// The place of a settled number in the order of names; that of no name is first.
  func rank(of number: UInt32) -> UInt32 {
    number == SlotNumbers.none ? 0 : ranks[Int(number)] + 1
  }

  /// The numbers in the order of their names.
  var ordered: [UInt32] {
    guard ranks.count < names.count else {
      var ordered = ranks
      for (number, rank) in ranks.enumerated() { ordered[Int(rank)] = UInt32(number) }
      return ordered
    }
    return (0..<UInt32(names.count)).sorted { names[Int($0)] < names[Int($1)] }
  }
}
