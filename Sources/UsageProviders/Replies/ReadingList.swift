import UsageModel

/// The readings of one reply while they are gathered: one window, one moment, each counter once.
struct ReadingList {
  /// The window that the readings belong to.
  let window: BillingWindow
  private let observedAt: Timestamp
  private(set) var readings: [Reading] = []
  private var places: [Reading.Key: Int] = [:]

  init(of reply: ProviderReply, window: BillingWindow) {
    self.window = window
    observedAt = reply.observedAt
  }

  /// Adds a counter's value; two names of one counter add up.
  mutating func add(_ key: Reading.Key, _ value: FixedDecimal?) throws(ReplyError) {
    guard let value else { return }
    guard let place = places[key] else {
      places[key] = readings.count
      readings.append(Reading(key: key, value: value, window: window, observedAt: observedAt))
      return
    }
    do {
      readings[place].value = try readings[place].value + value
    } catch {
      throw ReplyError(
        path: key.service ?? "",
        expected: "amounts that can be added up",
        found: "\(error)"
      )
    }
  }

  /// Adds what an earlier moment's value of a counter was.
  mutating func add(_ key: Reading.Key, _ value: FixedDecimal, at moment: Timestamp) {
    readings.append(Reading(key: key, value: value, window: window, observedAt: moment))
  }

  /// The sum of the values of one facet and measure.
  func sum(_ facet: Facet, _ measure: Measure) throws(ReplyError) -> FixedDecimal {
    do {
      return try FixedDecimal.sum(
        of: readings.lazy.filter { $0.key.facet == facet && $0.key.measure == measure }
          .map(\.value)
      )
    } catch {
      throw ReplyError(expected: "amounts that can be added up", found: "\(error)")
    }
  }
}
