import UsageModel

/// A counter's value at a moment.
struct CounterPoint {
  /// The moment.
  var at: Timestamp
  /// The value since the window's start.
  var value: FixedDecimal
  /// When the reply that tells it was learnt.
  var learntAt: Timestamp
  /// Whether a later reply recalled the value, so that a reading made at that very moment wins.
  var isRecalled = false
}

/// The values of one counter in one window.
struct CounterSeries {
  /// What was read, in the order of observation.
  private var readings: [CounterPoint] = []
  /// What later replies recalled.
  private var recalled: [CounterPoint] = []
  /// The requests whose replies have the counter.
  private(set) var requests: [Int] = []

  /// Whether there is any value.
  var isEmpty: Bool { requests.isEmpty }

  /// Adds what an observation tells of the counter.
  mutating func add(_ value: ObservedValue, of observation: Observation, in window: BillingWindow) {
    if !requests.contains(observation.request) { requests.append(observation.request) }
    let at = max(window.start, value.recalledAt ?? observation.observedAt)
    var point = CounterPoint(at: at, value: value.value, learntAt: observation.learntAt)
    if value.recalledAt != nil {
      // What is recalled after the end can stand for no more than the end.
      point.at = min(at, window.stop)
      point.isRecalled = true
      recalled.append(point)
    } else if let last = readings.last, last.at == at {
      readings[readings.count - 1] = point
    } else {
      readings.append(point)
    }
  }

  /// The values in order of time, one a moment.
  ///
  /// Readings made after the window's end keep their moments; the first of them counts as the end's.
  func timeline(in window: BillingWindow) -> [CounterPoint] {
    guard !recalled.isEmpty else { return readings }
    var before: [Timestamp: CounterPoint] = [:]
    for point in recalled { before[point.at] = point }
    for reading in readings { before[min(reading.at, window.stop)] = nil }
    return (readings + before.values).sorted { $0.at < $1.at }
  }
}
