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

  /// The window that an observation belongs to; observations come in order.
  mutating func window(
    of observation: Observation,
    among windows: [Timestamp: WindowHistory]
  ) -> BillingWindow {
    let window = observation.window
    guard window.basis == .calendarMonth else { return window }
    let total = Self.total(of: observation)
    let previous = BillingWindow(
      month: window.start.utcDay.month.advanced(by: -1),
      basis: window.basis
    )
    if observation.observedAt < window.start.advanced(bySeconds: BillingWindow.firstHour),
      !started.contains(window.start)
    {
      if let total {
        let before = windows[previous.start]?.series[total.key]?.points.last { !$0.isRecalled }
        if let before, before.value <= total.value {
          awaited.insert(window.start)
          return previous
        }
      } else if awaited.contains(window.start) {
        return previous
      }
    }
    if total != nil { started.insert(window.start) }
    return window
  }

  /// The total that decides for a whole reply: of the requests, where the platform counts them.
  private static func total(of observation: Observation) -> Reading? {
    observation.readings
      .filter { $0.key.facet == .total && $0.observedAt == observation.observedAt }
      .min { left, right in
        let (first, second) = (left.key, right.key)
        if (first.measure == .requests) != (second.measure == .requests) {
          return first.measure == .requests
        }
        return (first.measure.rawValue, first.unit) < (second.measure.rawValue, second.unit)
      }
  }
}

extension BillingWindow {
  /// How long after a month's start a platform may still count the month before, in seconds.
  static let firstHour: Int64 = 3600
}
