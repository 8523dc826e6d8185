import Measurement
import UsageAnalysis
import UsageModel

/// Divides the million records in a process of its own; prints what each step took in milliseconds.
struct LargeSplit {
  func run() throws {
    let table = LargeUsage.table()
    let policy = LargePolicy.policy()
    let context = AllocationContext(currency: "USD", apps: LargePolicy.apps)
    let clock = ContinuousClock()
    var start = clock.now
    func lap(_ name: String, _ detail: Int) throws {
      let milliseconds = start.duration(to: clock.now) / .milliseconds(1)
      print("\(name) \(milliseconds) \(detail) \(try ProcessMemory.peakBytes())")
      start = clock.now
    }
    try lap("start", table.count)
    let result = try policy.apply(
      to: table,
      on: LargeUsage.days,
      keeping: [.app, .service, .meter],
      in: context
    )
    try lap("sums", result.shares.count)
    try lap("table", result.table.count)
    try lap("ledger", result.ledger(target: "target-13").count)
    let coarse = try policy.apply(to: table, on: LargeUsage.days, keeping: [], in: context)
    try lap("coarse", coarse.shares.count)
    let again = try LargePolicy.policyOfTwoSteps().apply(
      to: table,
      on: LargeUsage.days,
      keeping: [.app, .service, .meter],
      in: context
    )
    try lap("steps", again.shares.count)
  }
}
