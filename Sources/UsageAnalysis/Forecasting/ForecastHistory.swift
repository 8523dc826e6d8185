/// The days that a forecast is made from, oldest first, without holes.
///
/// A day that nobody knows is filled from the same weekday around it and weighs nothing; a day that was only worked out
/// weighs less than one that was measured.
struct ForecastHistory: Sendable {
  /// An amount for every day.
  private(set) var values: [Double]
  /// How much each day counts, from 0 (unknown) to 1 (measured).
  private(set) var weights: [Double]

  /// How many of the last days belong to the period whose end is asked for.
  let elapsed: Int

  /// How many days there are.
  var count: Int { values.count }

  /// How many days are known.
  var knownDays: Int { knownDays(in: 0..<count) }

  /// How many of some days are known.
  func knownDays(in days: Range<Int>) -> Int { weights[days].count { $0 > 0 } }

  /// Whether no day is below zero; then no forecast is either.
  let isNonNegative: Bool

  /// The days of a week: the cycle that is always looked for.
  static let week = 7

  /// Takes daily amounts, oldest first, and fills what is nil, not finite, absurdly large or without weight.
  ///
  /// Weights are cut to 0...1; days after the last weight count fully.
  init(_ known: [Double?], weights given: [Double] = [], elapsed: Int = 0) {
    // Squares and sums of more than this would leave what a Double holds.
    let known = known.enumerated().map { day, value -> Double? in
      guard let value, value.magnitude <= 1e100, day >= given.count || given[day] > 0 else {
        return nil
      }
      return value
    }
    self.elapsed = elapsed
    weights = known.indices.map { day in
      guard known[day] != nil else { return 0 }
      return day < given.count ? min(1, given[day]) : 1
    }
    values = Self.filled(known)
    isNonNegative = values.allSatisfy { $0 >= 0 }
  }

  /// What was known when so many days had passed.
  func prefix(_ count: Int) -> ForecastHistory {
    var copy = self
    copy.values.removeLast(max(0, values.count - count))
    copy.weights.removeLast(max(0, weights.count - count))
    return copy
  }

  /// How many days at the start tell nothing: unknown ones, and those before usage began.
  ///
  /// Four weeks are left in any case, since a quiet time can be part of what is usual.
  var idleDays: Int {
    let first = values.indices.first { weights[$0] > 0 && values[$0] != 0 } ?? 0
    let known = weights.firstIndex { $0 > 0 } ?? 0
    return max(known, min(first, count - 4 * Self.week))
  }

  /// The days from one on.
  func suffix(from day: Int) -> ForecastHistory {
    var copy = self
    copy.values.removeFirst(day)
    copy.weights.removeFirst(day)
    return copy
  }

  /// The same days, with those before one multiplied.
  func scaled(by factor: Double, before day: Int) -> ForecastHistory {
    changed { $0 < day ? $1 * factor : $1 }
  }

  /// The same days with other amounts: each from its day and its amount.
  func changed(_ change: (Int, Double) -> Double) -> ForecastHistory {
    var copy = self
    for index in copy.values.indices { copy.values[index] = change(index, values[index]) }
    return copy
  }

  /// The mean of some days, of which unknown ones are what their weekday usually is.
  func mean(of days: Range<Int>) -> Double {
    var sum = 0.0
    for day in days { sum += values[day] }
    return days.isEmpty ? 0 : sum / Double(days.count)
  }

  /// The mean size of some days, whatever their signs.
  func meanSize(of days: Range<Int>) -> Double {
    var sum = 0.0
    for day in days { sum += values[day].magnitude }
    return days.isEmpty ? 0 : sum / Double(days.count)
  }

  private static func filled(_ known: [Double?]) -> [Double] {
    var (sum, count) = (0.0, 0)
    for case let value? in known {
      sum += value
      count += 1
    }
    let mean = count == 0 ? 0 : sum / Double(count)
    return known.indices.map { day in
      if let value = known[day] { return value }
      var nearby: [Double] = []
      for side in [-week, week] {
        var other = day + side
        while known.indices.contains(other), known[other] == nil { other += side }
        if known.indices.contains(other), let value = known[other] { nearby.append(value) }
      }
      return nearby.isEmpty ? mean : nearby.reduce(0, +) / Double(nearby.count)
    }
  }
}
