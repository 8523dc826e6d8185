import Glibc

/// Seconds of processor time, added up over what is measured in pieces.
struct ProcessorTime {
  /// The sum so far.
  private(set) var seconds = 0.0

  /// Seconds of processor time that all threads of this process have used.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Adds what a piece of work takes.
  mutating func measure<Value>(_ work: () throws -> Value) rethrows -> Value {
    let start = Self.now
    defer { seconds += Self.now - start }
    return try work()
  }

  /// Adds what another piece of work took.
  mutating func add(_ seconds: Double) { self.seconds += seconds }

  /// What one piece of work takes.
  static func of(_ work: () throws -> Void) rethrows -> Double {
    var time = Self()
    try time.measure(work)
    return time.seconds
  }
}
