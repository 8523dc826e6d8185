/// What is to come of a series: its total with ranges, day by day, and how far it can be trusted.
///
/// Expected amounts, ranges, chances and days are answered from the same simulated paths, so they agree with each other.
public struct Forecast: Sendable {
  /// The method that made it; `run_rate` where ``reason`` says that there is no real forecast.
  public let method: String
  /// Why there is no real forecast, and what it needs; nil where there is one.
  public let reason: String?
  /// A jump of usage that was noticed; the days before it were moved towards the new level.
  public let shift: LevelShift?
  /// The days of a cycle longer than a week that was noticed.
  public let cycle: Int?
  /// How the method would have done on the past; nil where there is no real forecast.
  public let backTest: BackTestSummary?
  /// How many days of the period are to come.
  public var horizon: Int { input.horizon }
  /// What the period amounts to already.
  public let soFar: Double
  /// The total at the end; nil where nothing is known of the series.
  public let expected: Double?
  /// Between which totals it ends, by the levels asked for; empty where there is no real forecast.
  public let ranges: [ForecastRange]
  /// The events that are in it.
  public let events: [ForecastEvent]

  /// The days' usage before events and additions, with the same as simulated.
  private let usage: [Double]
  private let simulated: SimulatedPaths?
  private let input: ForecastInput
  /// What the totals may be.
  let totals: Spread?

  /// A real forecast.
  init(
    of input: ForecastInput,
    method: String,
    usage: [Double],
    simulated: SimulatedPaths,
    backTest: BackTestSummary,
    shift: LevelShift?,
    cycle: Int?
  ) {
    self.init(
      input.afterGap,
      method: method,
      reason: nil,
      usage: Array(usage.dropFirst(input.gap)),
      simulated: simulated.dropping(input.gap),
      backTest: backTest,
      shift: shift,
      cycle: cycle
    )
  }

  /// What is given in place of a forecast.
  init(declining input: ForecastInput, reason: String, rate: Double?) {
    self.init(
      input.afterGap,
      method: RunRate().name,
      reason: reason,
      usage: rate.map { Array(repeating: $0, count: input.horizon - input.gap) },
      simulated: nil,
      backTest: nil,
      shift: nil,
      cycle: nil
    )
  }

  /// What is told of a period that is over: nothing is left to forecast.
  init(known input: ForecastInput, method: String) {
    self.init(
      input,
      method: method,
      reason: nil,
      usage: [],
      simulated: .empty,
      backTest: nil,
      shift: nil,
      cycle: nil
    )
  }

  private init(
    _ input: ForecastInput,
    method: String,
    reason: String?,
    usage: [Double]?,
    simulated: SimulatedPaths?,
    backTest: BackTestSummary?,
    shift: LevelShift?,
    cycle: Int?
  ) {
    self.input = input
    self.method = method
    self.reason = reason
    self.usage = usage ?? []
    self.simulated = simulated
    self.backTest = backTest
    self.shift = shift
    self.cycle = cycle
    soFar = input.soFar
    events = input.events
    let days = usage.map { Self.expectedDays(of: $0, input) }
    expected = days.map { $0.reduce(input.soFar, +) }
    let totals = simulated.map { simulated in
      Spread(Self.withEvents(simulated, input).totals().map { input.soFar + $0 })
    }
    self.totals = totals
    ranges = totals.map { totals in input.levels.map { totals.range(level: $0) } } ?? []
  }

  /// The range of a level that was asked for.
  public func range(_ level: Double) -> ForecastRange? {
    ranges.first { $0.level == level }
  }

  /// The days, with the ranges of each; empty where nothing is known of the series.
  ///
  /// They are worked out each time, which takes as long as the rest of a forecast.
  public var path: [ForecastDay] {
    let paths = simulated.map { Self.withEvents($0, input) }
    var (total, sums) = (input.soFar, Array(repeating: input.soFar, count: SimulatedPaths.count))
    return Self.expectedDays(of: usage, input).enumerated().map { day, amount in
      total += amount
      guard let paths else {
        return ForecastDay(expected: amount, ranges: [], total: total, totalRanges: [])
      }
      let amounts = paths.amounts(of: day)
      for path in sums.indices { sums[path] += amounts[path] }
      let (daily, totals) = (Spread(amounts), Spread(sums))
      return ForecastDay(
        expected: amount,
        ranges: input.levels.map { daily.range(level: $0) },
        total: total,
        totalRanges: input.levels.map { totals.range(level: $0) }
      )
    }
  }

  /// The same forecast without the events of a name.
  public func without(_ event: String) -> Forecast {
    var input = input
    input.events.removeAll { $0.name == event }
    return Forecast(
      input,
      method: method,
      reason: reason,
      usage: expected == nil ? nil : usage,
      simulated: simulated,
      backTest: backTest,
      shift: shift,
      cycle: cycle
    )
  }

  /// The simulated paths with events and additions; nil where there is no real forecast.
  var paths: SimulatedPaths? { simulated.map { Self.withEvents($0, input) } }

  /// The expected days with events, each in the middle of its range, and additions.
  private static func expectedDays(of usage: [Double], _ input: ForecastInput) -> [Double] {
    usage.enumerated().map { day, amount in
      var amount = amount
      for event in input.events where event.days.contains(day) {
        amount = event.applied(to: amount, at: 0.5)
      }
      return amount + (day < input.additions.count ? input.additions[day] : 0)
    }
  }

  /// The simulated days with events, each path with its own place in their ranges, and additions.
  private static func withEvents(
    _ simulated: SimulatedPaths,
    _ input: ForecastInput
  ) -> SimulatedPaths {
    guard !input.events.isEmpty || !input.additions.isEmpty else { return simulated }
    let parts = input.events.map { $0.parts(count: SimulatedPaths.count, seed: input.seed) }
    return simulated.map { path, day, amount in
      var amount = amount
      for (event, part) in zip(input.events, parts) where event.days.contains(day) {
        amount = event.applied(to: amount, at: part[path])
      }
      return amount + (day < input.additions.count ? input.additions[day] : 0)
    }
  }
}

extension ForecastEvent {
  /// How far into its range each path has it: evenly spread, in an order that depends on its name alone.
  fileprivate func parts(count: Int, seed: UInt64) -> [Double] {
    var mixed = seed
    for byte in name.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var generator = SplitMix64(seed: mixed)
    var parts = (0..<count).map { (Double($0) + 0.5) / Double(count) }
    for place in parts.indices.reversed() {
      parts.swapAt(place, generator.below(place + 1))
    }
    return parts
  }
}

extension ForecastInput {
  /// The same counted from the first day after the gap.
  fileprivate var afterGap: ForecastInput {
    var input = self
    input.horizon -= gap
    input.gap = 0
    for place in events.indices {
      let days = events[place].days
      input.events[place].days = (days.lowerBound - gap)..<(days.upperBound - gap)
    }
    return input
  }
}
