import Glibc

/// Seconds of processor time that this thread has used.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Measures two bodies in turn, so that what else the machine does meets both, and keeps the least of each:
/// everything but the work itself only ever adds to a time.
func least(
  rounds: Int = 9,
  _ ours: () throws -> Void,
  _ theirs: () throws -> Void
) rethrows -> (ours: Double, theirs: Double) {
  var best = (ours: Double.infinity, theirs: Double.infinity)
  for _ in 0..<rounds {
    var start = processorTime()
    try ours()
    best.ours = min(best.ours, processorTime() - start)
    start = processorTime()
    try theirs()
    best.theirs = min(best.theirs, processorTime() - start)
  }
  return best
}

/// One line of the table of measurements.
///
/// - Parameters:
///   - what: What was measured.
///   - figure: The measured figure.
///   - yardstick: What it is compared with.
///   - value: The yardstick's figure.
///   - unit: The unit of both.
///   - limit: The ratio that is asked for.
func row(
  _ what: String,
  _ figure: Double,
  _ yardstick: String,
  _ value: Double,
  _ unit: String,
  limit: String
) {
  print(
    "| \(what) | \(decimals(figure)) \(unit) | \(yardstick): \(decimals(value)) \(unit) "
      + "| \(decimals(figure / value)) | \(limit) |"
  )
}

/// A number with two decimals.
private func decimals(_ number: Double) -> String {
  let hundredths = Int((number * 100).rounded())
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}
