import UsageModel

/// Everything that was read of a source's counters inside one billing window.
struct WindowHistory {
  /// The window; of several ends that were stated, the newest one.
  var window: BillingWindow
  /// Each counter's values.
  var series: [Reading.Key: CounterSeries] = [:]
  /// When each request was answered; a reply after the window's end counts as observed at the end.
  var observedAt: [String: Set<Timestamp>] = [:]

  /// The last moment at which the window's counters were seen.
  var lastObserved: Timestamp? { observedAt.values.joined().max() }

  /// The moments at which a counter could be seen: a reply without it says that it has not changed.
  func moments(of series: CounterSeries) -> Set<Timestamp> {
    series.requests.reduce(into: []) { $0.formUnion(observedAt[$1] ?? []) }
  }

  /// Sorts settled observations into windows, by the windows' starts.
  static func windows(of observations: [Observation]) -> [WindowHistory] {
    var windows: [Timestamp: WindowHistory] = [:]
    for observation in observations {
      // The counters of one reply all run over the same window.
      guard let stated = observation.readings.first?.window else { continue }
      let window = monthBefore(stated, continuedBy: observation, among: windows) ?? stated
      var history = windows[window.start] ?? WindowHistory(window: window)
      history.window = window
      history.add(observation)
      windows[window.start] = history
    }
    return windows.values.map { $0.clamped() }.sorted { $0.window.start < $1.window.start }
  }

  /// The month before, where a calendar-month counter has not started again yet.
  ///
  /// Platforms without stated windows reset at a moment of their own. A reply of the first hour of a
  /// month whose total is not below last month's last is still last month's counter.
  private static func monthBefore(
    _ window: BillingWindow,
    continuedBy observation: Observation,
    among windows: [Timestamp: WindowHistory]
  ) -> BillingWindow? {
    guard window.basis == .calendarMonth, windows[window.start] == nil,
      observation.observedAt < window.start.advanced(bySeconds: 3600)
    else { return nil }
    let previous = BillingWindow(
      month: window.start.utcDay.month.advanced(by: -1),
      basis: window.basis
    )
    let totals = observation.readings.filter {
      $0.key.facet == .total && $0.observedAt == observation.observedAt
    }
    guard let total = totals.first(where: { $0.key.measure == .requests }) ?? totals.first,
      let before = windows[previous.start]?.series[total.key]?.points.last,
      before.value <= total.value
    else { return nil }
    return previous
  }

  private mutating func add(_ observation: Observation) {
    observedAt[observation.request, default: []].insert(observation.observedAt)
    for reading in observation.readings {
      series[reading.key, default: CounterSeries()].requests.insert(observation.request)
      series[reading.key]?.points.append(
        CounterPoint(
          at: reading.observedAt,
          value: reading.value,
          isRecalled: reading.observedAt != observation.observedAt
        )
      )
    }
  }

  /// With every moment inside the window.
  private func clamped() -> WindowHistory {
    var history = self
    history.observedAt = observedAt.mapValues { Set($0.map { min($0, window.stop) }) }
    history.series = series.mapValues { series in
      var series = series
      for index in series.points.indices {
        series.points[index].at = min(series.points[index].at, window.stop)
      }
      return series
    }
    return history
  }
}
