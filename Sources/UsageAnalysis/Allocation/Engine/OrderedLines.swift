import UsageModel

/// Lines by their texts: equal ones have one number, in the order of the texts.
struct OrderedLines {
  let numbers: [UInt32]
  /// The first line of each number.
  let firsts: [Int]

  init(_ lines: [UsageLine]) {
    var firstOf: [UsageLine: Int] = [:]
    for (place, line) in lines.enumerated() where firstOf[line] == nil { firstOf[line] = place }
    let tags = Set(lines.flatMap(\.tags.keys)).sorted().map(UsageDimension.tag)
    let dimensions =
      UsageDimension.named.filter { !$0.isOfDay && $0 != .quality } + tags
    let texts = firstOf.map { line, place in
      (dimensions.map { line[$0] ?? "" } + [line.currency ?? ""], place)
    }
    let ordered = texts.sorted { left, right in
      left.0 == right.0 ? left.1 < right.1 : left.0.lexicographicallyPrecedes(right.0)
    }
    firsts = ordered.map(\.1)
    let numberOf = Dictionary(uniqueKeysWithValues: zip(firsts, UInt32(0)...))
    numbers = lines.map { numberOf[firstOf[$0] ?? 0] ?? 0 }
  }
}
