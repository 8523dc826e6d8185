/// What the days of a series usually amount to, told by the weeks before each of them.
///
/// Everything is a median, so that a few odd days do not make others look usual, and a jump of usage is the new normal
/// after a week.
struct UsualDays {
  /// The amounts by day; nil where nothing was seen.
  private let values: [Double?]

  /// What one day usually amounts to.
  struct Norm {
    /// What was to be expected.
    let expected: Double
    /// How far off a usual day is: the scale of a normal distribution with the same median error.
    let spread: Double
  }

  init(_ values: [Double?]) {
    self.values = values
  }

  /// How many days before a day tell what it usually amounts to: eight weeks.
  static let window = 56

  /// The fewest known days among them that tell anything.
  static let fewest = 21

  /// How many days the level follows: two weeks, of which one is enough to move the median.
  private static let levelDays = 14

  /// The part of the expected amount that is never unusual: rounding, and series that are nearly constant.
  private static let leastSpread = 0.04

  /// The amount that is never unusual, whatever is expected: a cent, also where nothing is usual.
  private static let leastAmount = 0.01

  /// The standard deviation of a normal distribution whose median error is 1.
  private static let deviations = 1.4826

  /// What a day usually amounts to; nil where too little is known of the weeks before it.
  func norm(of day: Int) -> Norm? {
    let before = max(0, day - Self.window)..<day
    let known = before.compactMap { values[$0] }
    guard known.count >= Self.fewest else { return nil }
    let profile = profile(of: before)
    // Without the pattern of the week, errors can be told of other days too.
    let flat = before.map { place in values[place].map { $0 / profile[place % 7] } }
    let recent = flat.suffix(Self.levelDays).compactMap(\.self)
    guard !recent.isEmpty else { return nil }
    let level = median(of: recent)
    var errors: [Double] = []
    for place in flat.indices.dropFirst(Self.levelDays) {
      let earlier = flat[(place - Self.levelDays)..<place].compactMap(\.self)
      guard let value = flat[place], !earlier.isEmpty else { continue }
      errors.append(abs(value - median(of: earlier)))
    }
    guard errors.count >= Self.fewest / 3 else { return nil }
    let error = median(of: errors)
    let factor = profile[day % 7]
    let expected = level * factor
    return Norm(
      expected: expected,
      spread: max(
        error * factor * Self.deviations,
        abs(expected) * Self.leastSpread,
        Self.leastAmount
      )
    )
  }

  /// How each day of the week compares with the others, 1 where that is not known.
  private func profile(of days: Range<Int>) -> [Double] {
    let middle = median(of: days.compactMap { values[$0] })
    guard middle > 0 else { return Array(repeating: 1, count: 7) }
    return (0..<7).map { weekday in
      let own = days.filter { $0 % 7 == weekday }.compactMap { values[$0] }
      let usual = median(of: own)
      return own.count >= 3 && usual > 0 ? usual / middle : 1
    }
  }
}
