import UsageModel

/// Derives what each counter of a facet gained in one window, day by day.
struct WindowGains {
  private let history: ObservedHistory
  private let facet: FacetCounters
  private let spreading: CounterSpreading
  /// Each counter's values, by its place in the history.
  private var series: [CounterSeries]
  /// When each request was answered, by its place.
  private var moments: [[Timestamp]]

  init(
    of facet: FacetCounters,
    in window: WindowHistory,
    of history: ObservedHistory,
    on days: Range<Day>,
    calendar: ReportingCalendar
  ) {
    self.history = history
    self.facet = facet
    let dates = window.window
    let cuts = DayCuts(from: dates.start, to: window.lastObserved, in: calendar)
    spreading = CounterSpreading(dates, cuts: cuts, days: days)
    var isWanted = [Bool](repeating: false, count: history.counters.count)
    for place in facet.counters.compactMap(\.place) + facet.totals.joined() {
      isWanted[place] = true
    }
    series = [CounterSeries](repeating: CounterSeries(), count: history.counters.count)
    moments = [[Timestamp]](repeating: [], count: history.requests.count)
    var told = ToldCounters(isWhole: dates.basis == .chargePeriod, requests: moments.count)
    for place in window.observations {
      let observation = history.observations[place]
      moments[observation.request].append(max(dates.start, observation.observedAt))
      for value in told.completed(observation) where isWanted[value.counter] {
        series[value.counter].add(value, of: observation, in: dates)
      }
    }
  }

  /// The day at a place of an amount.
  func day(at index: Int) -> Day { spreading.cuts.day(at: index) }

  /// The gains of each of the facet's counters, what it leaves out of the totals included.
  func amounts() throws(ArithmeticOverflow) -> [[DailyAmount]] {
    var rests: [Rest] = []
    for places in facet.totals {
      var rest = Rest()
      for place in places where !series[place].isEmpty {
        rest.isTold = true
        let granularity: FixedDecimal.Granularity =
          history.counters[place].measure == .cost ? .finest : .whole
        try rest.add(try amounts(of: place, granularity: granularity))
      }
      rests.append(rest)
    }
    var amounts: [[DailyAmount]] = []
    for counter in facet.counters {
      guard let place = counter.place else {
        amounts.append(counter.total.map { rests[$0].amounts } ?? [])
        continue
      }
      let gains = try self.amounts(of: place, granularity: counter.granularity)
      if let total = counter.total { try rests[total].subtract(gains) }
      amounts.append(gains)
    }
    return amounts
  }

  private func amounts(
    of place: Int,
    granularity: FixedDecimal.Granularity
  ) throws(ArithmeticOverflow) -> [DailyAmount] {
    let counter = series[place]
    return try spreading.dailyAmounts(
      of: counter.timeline(in: spreading.window),
      seenAt: moments(of: counter.requests),
      granularity: granularity
    )
  }

  /// The moments at which a counter of some requests could be seen, in order.
  private func moments(of requests: [Int]) -> [Timestamp] {
    // Each request's moments are in order already.
    requests.count == 1 ? moments[requests[0]] : requests.flatMap { moments[$0] }.sorted()
  }
}

/// Which counters the replies to each request told of a window so far.
private struct ToldCounters {
  /// Whether a reply tells all that there is in the window, so that what it leaves out is zero.
  let isWhole: Bool
  private var told: [[Int]]

  init(isWhole: Bool, requests: Int) {
    self.isWhole = isWhole
    told = [[Int]](repeating: [], count: isWhole ? requests : 0)
  }

  /// What an observation tells, with a zero for each counter that an earlier reply to the request told of the window.
  mutating func completed(_ observation: Observation) -> [ObservedValue] {
    guard isWhole else { return observation.values }
    let present = Set(observation.values.map(\.counter))
    let gone = told[observation.request].filter { !present.contains($0) }
    told[observation.request] = gone + present.sorted()
    return observation.values + gone.map { ObservedValue(counter: $0, value: .zero) }
  }
}

/// Day by day what a total has beyond its parts; negative where the parts exceed it.
private struct Rest {
  /// Whether the total is told in the window; without it there is nothing to reconcile.
  var isTold = false
  private var days: [Int: DailyAmount] = [:]

  /// The rests in the order of the days.
  var amounts: [DailyAmount] { isTold ? days.values.sorted { $0.day < $1.day } : [] }

  mutating func add(_ amounts: [DailyAmount]) throws(ArithmeticOverflow) {
    for amount in amounts { try change(amount, by: amount.amount) }
  }

  mutating func subtract(_ amounts: [DailyAmount]) throws(ArithmeticOverflow) {
    for amount in amounts { try change(amount, by: amount.amount.negated) }
  }

  private mutating func change(
    _ gain: DailyAmount,
    by amount: FixedDecimal
  ) throws(ArithmeticOverflow) {
    guard var known = days[gain.day] else {
      days[gain.day] = DailyAmount(
        day: gain.day,
        amount: amount,
        quality: gain.quality,
        learntAt: gain.learntAt
      )
      return
    }
    try known.amount += amount
    known.quality = max(known.quality, gain.quality)
    known.learntAt = max(known.learntAt, gain.learntAt)
    days[gain.day] = known
  }
}
