import UsageModel

/// Decides whose counters a reply of the first hour of a calendar month tells.
///
/// Platforms without stated windows reset at a moment of their own. A reply of the first hour of a month
/// whose total is not below last month's last is still last month's counter, and so are the replies
/// without a total that follow it.
struct FirstHours {
  /// The months of which a total was seen.
  private var started: Set<Timestamp> = []
  /// The months whose last seen total was still that of the month before.
  private var awaited: Set<Timestamp> = []

  /// Whether an observation may tell the month before: its hour is the first, and the month has not begun.
  func isOpen(_ observation: Observation) -> Bool {
    let start = observation.window.start
    return observation.observedAt < start.advanced(bySeconds: BillingWindow.firstHour)
      && !started.contains(start)
  }

  /// The start of the month whose counters an observation tells; observations come in order.
  ///
  /// - Parameters:
  ///   - observation: The observation.
  ///   - continues: Whether its total has not fallen since the last one of the month before; nil where it
  ///     tells no total.
  /// - Returns: The start of its own month, or of the one before.
  mutating func start(of observation: Observation, continues: Bool?) -> Timestamp {
    let start = observation.window.start
    if isOpen(observation), continues ?? awaited.contains(start) {
      awaited.insert(start)
      return BillingWindow.start(ofMonthAt: start, advancedBy: -1)
    }
    if continues != nil { started.insert(start) }
    return start
  }
}

extension BillingWindow {
  /// How long after a month's start a platform may still count the month before, in seconds.
  static let firstHour: Int64 = 3600

  /// The start of the calendar month that lies some months after the one with a start.
  static func start(ofMonthAt start: Timestamp, advancedBy months: Int) -> Timestamp {
    BillingWindow(month: start.utcDay.month.advanced(by: months), basis: .calendarMonth).start
  }
}
