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
