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
    var firstHours = FirstHours()
    for observation in observations {
      let window = firstHours.window(of: observation, among: windows)
      var history = windows[window.start] ?? WindowHistory(window: window)
      history.window = window
      history.add(observation)
      windows[window.start] = history
    }
    return windows.values.map { $0.clamped() }.sorted { $0.window.start < $1.window.start }
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
    history.observedAt = observedAt.mapValues { Set($0.map(clamped)) }
    history.series = series.mapValues { series in
      var series = series
      for index in series.points.indices {
        series.points[index].at = clamped(series.points[index].at)
      }
      return series
    }
    return history
  }

  private func clamped(_ moment: Timestamp) -> Timestamp {
    max(window.start, min(moment, window.stop))
  }
}
