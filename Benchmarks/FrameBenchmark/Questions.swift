import Measurement
import UsageAnalysis
import UsageModel
import UsageStore

/// The questions of a report about three years, as a process of its own asks them.
struct Questions {
  let path: String

  /// Opens the store and asks all of them; prints what each took in milliseconds.
  func ask() throws {
    let clock = ContinuousClock()
    var start = clock.now
    func lap(_ name: String, _ detail: String) {
      let seconds = start.duration(to: clock.now) / .milliseconds(1)
      print("\(name) \(seconds) \(detail)")
      start = clock.now
    }
    let frame = try load()
    lap("load", "\(frame.count)")
    let byApp = try frame.grouped(by: [.app, .month])
    lap("app-month", "\(byApp.rows.count)")
    lap("total", "\(try frame.totals().cost ?? 0)")
    let top = try frame.grouped(by: [.service]).top(20)
    lap("top", "\(top.rows.count)")
    let filter = UsageFilter([.init(.service, anyOf: [.init("service-1*")])])
    let filtered = try frame.filtered(by: filter).grouped(by: [.app])
    lap("filter", "\(filtered.rows.count)")
    print("memory 0 \(try ProcessMemory.peakBytes())")
  }

  private func load() throws -> UsageFrame {
    let store = try SQLiteStore(path: path)
    let days = LargeHistory.days
    let query = UsageQuery(
      days: days,
      dimensions: [.app, .service],
      asOf: LargeHistory.stop
    )
    guard let period = Period(from: days.lowerBound, before: days.upperBound) else {
      preconditionFailure("there are days")
    }
    return UsageFrame(
      period: period,
      days: days,
      currency: "USD",
      dimensions: [.app, .service],
      answer: try store.table(query, view: .effective, in: LargeHistory.context)
    )
  }
}
