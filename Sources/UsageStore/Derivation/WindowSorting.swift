import UsageModel

/// Sorts a settled history into billing windows, in the order of observation.
///
/// A window is known by its start. A platform may state other dates for a counter that runs on, as when
/// the day of an account's cycle is changed: a stated window that overlaps the one before it and whose
/// value has not fallen is the same counter. Any other new start opens a window at zero, and the last
/// reading of the old one stands.
struct WindowSorting {
  private let history: ObservedHistory
  private let totals: TotalCounters
  private var windows: [WindowHistory] = []
  /// The place of the window that a stated start belongs to.
  private var places: [Timestamp: Int] = [:]
  /// The places of the stated windows, the last one observed at the end.
  private var recent: [Int] = []
  /// The latest end that was stated, past which no start overlaps anything.
  private var latestStop = Timestamp.distantPast
  private var firstHours = FirstHours()

  private init(_ history: ObservedHistory) {
    self.history = history
    totals = TotalCounters(history.counters)
  }

  /// The windows of a settled history, by their starts.
  static func windows(of history: ObservedHistory) -> [WindowHistory] {
    var sorting = Self(history)
    let observations = history.observations
    var start = observations.startIndex
    while start < observations.endIndex {
      let first = observations[start]
      let end =
        observations[start...].firstIndex {
          $0.observedAt != first.observedAt || $0.request != first.request
        } ?? observations.endIndex
      sorting.add(start..<end)
      start = end
    }
    return sorting.windows.sorted { $0.window.start < $1.window.start }
  }

  /// Adds what one reply tells, window by window.
  private mutating func add(_ reply: Range<Int>) {
    // Two windows of one reply are two counters, however they overlap.
    var taken = reply.compactMap { places[history.observations[$0].window.start] }
    for place in reply {
      let observation = history.observations[place]
      let own = window(of: observation, besides: taken)
      taken.append(own)
      windows[own].add(place, observation.observedAt, stating: dates(of: observation, in: own))
      if observation.window.basis == .stated {
        latestStop = max(latestStop, observation.window.stop)
        noteAsRecent(own)
      }
    }
  }

  /// The place of the window that an observation belongs to, which is opened where there is none.
  private mutating func window(of observation: Observation, besides taken: [Int]) -> Int {
    let stated = observation.window
    let total = totals.deciding(in: observation)
    if stated.basis == .calendarMonth {
      let continues = total.map { firstHours.isOpen(observation) && isLastMonths($0, stated.start) }
      let start = firstHours.start(of: observation, continues: continues)
      if let place = places[start] { return place }
    } else if let place = places[stated.start] {
      return place
    } else if stated.basis == .stated, let place = predecessor(of: stated, besides: taken),
      isContinued(windows[place], by: observation, total)
    {
      places[stated.start] = place
      return place
    }
    windows.append(WindowHistory(stated))
    places[stated.start] = windows.count - 1
    return windows.count - 1
  }

  /// Whether a total of a month's first hour has not fallen since the last one of the month before.
  private func isLastMonths(_ total: ObservedValue, _ start: Timestamp) -> Bool {
    let place = places[BillingWindow.start(ofMonthAt: start, advancedBy: -1)]
    return place.map { hasNotFallen([total], in: windows[$0]) == true } ?? false
  }

  /// The dates that an observation tells of its window: a first hour that belongs to the month before
  /// tells none of its own.
  private func dates(of observation: Observation, in place: Int) -> BillingWindow {
    let window = windows[place].window
    let stated = observation.window
    return stated.basis == .calendarMonth && stated.start != window.start ? window : stated
  }

  /// The place of the window before a new start: of those that overlap it the last one observed.
  private func predecessor(of stated: BillingWindow, besides taken: [Int]) -> Int? {
    guard stated.start < latestStop else { return nil }
    return recent.last { place in
      let window = windows[place].window
      return window.basis == .stated && window.start < stated.stop && stated.start < window.stop
        && !taken.contains(place)
    }
  }

  /// Whether a reply with other dates tells the counters of a window: by its total, else by all that
  /// both tell.
  private func isContinued(
    _ window: WindowHistory,
    by observation: Observation,
    _ total: ObservedValue?
  ) -> Bool {
    total.flatMap { hasNotFallen([$0], in: window) } ?? hasNotFallen(observation.values, in: window)
      ?? false
  }

  /// Whether no value is below what a window's counter read last; nil where the window read none of them.
  private func hasNotFallen(_ values: [ObservedValue], in window: WindowHistory) -> Bool? {
    var wanted: [Int: FixedDecimal] = [:]
    for value in values where value.recalledAt == nil { wanted[value.counter] = value.value }
    var isKnown = false
    for place in window.observations.reversed() {
      guard !wanted.isEmpty else { break }
      for before in history.observations[place].values.reversed() where before.recalledAt == nil {
        guard let value = wanted.removeValue(forKey: before.counter) else { continue }
        if value < before.value { return false }
        isKnown = true
      }
    }
    return isKnown ? true : nil
  }

  private mutating func noteAsRecent(_ place: Int) {
    guard recent.last != place else { return }
    if let known = recent.lastIndex(of: place) { recent.remove(at: known) }
    recent.append(place)
  }
}

/// The counters of a source's total, and which of them decides for a reply.
struct TotalCounters {
  /// Each counter's rank, the least first; nil for what is no total.
  private let ranks: [Int?]

  init(_ counters: [Reading.Key]) {
    var ranks = [Int?](repeating: nil, count: counters.count)
    let totals = counters.indices.filter { counters[$0].facet == .total }.sorted { left, right in
      let (first, second) = (counters[left], counters[right])
      if (first.measure == .requests) != (second.measure == .requests) {
        return first.measure == .requests
      }
      return (first.measure.rawValue, first.unit) < (second.measure.rawValue, second.unit)
    }
    for (rank, counter) in totals.enumerated() { ranks[counter] = rank }
    self.ranks = ranks
  }

  /// The total that decides for a whole reply: of the requests, where the platform counts them.
  func deciding(in observation: Observation) -> ObservedValue? {
    var best: (rank: Int, value: ObservedValue)?
    for value in observation.values where value.recalledAt == nil {
      if let rank = ranks[value.counter], rank <= best?.rank ?? .max { best = (rank, value) }
    }
    return best?.value
  }
}
