import UsageModel

/// A counter's value at a moment.
struct CounterPoint: Hashable {
  /// The moment.
  var at: Timestamp
  /// The value since the window's start.
  var value: FixedDecimal
  /// Whether a later reply recalled the value, so that a reading made at that very moment wins.
  var isRecalled: Bool
}

/// The values of one counter in one window.
struct CounterSeries: Hashable {
  /// The values, in the order in which they were observed.
  var points: [CounterPoint] = []
  /// The requests whose replies have the counter.
  var requests: Set<String> = []

  /// The values in order of time, one a moment.
  ///
  /// `moments` is when the counter could be seen. Where it was not, it has not changed.
  func timeline(seenAt moments: Set<Timestamp>) -> [CounterPoint] {
    var values: [Timestamp: CounterPoint] = [:]
    // Recalled values go first, so that a reading of the same moment replaces them. Of several readings
    // that count as the window's end, the latest stays.
    for point in points.filter(\.isRecalled) + points.filter({ !$0.isRecalled }) {
      values[point.at] = point
    }
    var timeline: [CounterPoint] = []
    var value = FixedDecimal.zero
    for moment in moments.union(values.keys).sorted() {
      if let point = values[moment] {
        // A recalled value below an earlier reading is of a counter that started again meanwhile.
        if point.isRecalled, point.value < value { continue }
        value = point.value
      }
      timeline.append(CounterPoint(at: moment, value: value, isRecalled: false))
    }
    return timeline
  }
}
