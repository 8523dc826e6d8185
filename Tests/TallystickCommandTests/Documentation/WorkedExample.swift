import Foundation
import Tallystick
import TestSupport
import Testing
import UsageModel
import UsageStore

/// The four readings of the worked example in docs/data-model.md, which no simulated platform has.
struct WorkedExample {
  /// When a reading was taken, and the credits that it tells.
  let readings: [(moment: Timestamp, credits: Int)]

  /// Reads them from the list in the guide, such as `- 2 November 12:00: 300 credits.`.
  init() throws {
    let guide = try Guide("docs/data-model.md")
    readings = try guide.text.matches(of: #/\n- (\d) November (\d\d):00: (\d+) credits\./#).map {
      let moment = try #require(Timestamp(rfc3339: "2026-11-0\($0.1)T\($0.2):00:00Z"))
      return (moment, try #require(Int($0.3)))
    }
    try #require(readings.count == 4)
  }

  /// Makes the store of a working folder, as four fetches would have.
  func makeStore(in folder: String) throws {
    let configuration = try Configuration.load("\(folder)/tallystick.yaml")
    let store = try configuration.openStore(at: readings[0].moment)
    let month = BillingWindow(month: readings[0].moment.utcDay.month, basis: .stated)
    for (moment, credits) in readings {
      let reading = Reading(
        key: Reading.Key(facet: .total, measure: .cost, unit: "cuadra:credit"),
        value: FixedDecimal(credits),
        window: month,
        observedAt: moment
      )
      let reply = ProviderReply(request: "usage", body: [], observedAt: moment, learntAt: moment)
      try store.add(
        [FetchedReply(reply: reply, normalised: NormalisedReply(readings: [reading]))],
        of: SourceIdentity(name: "cuadra", provider: "cuadra")
      )
    }
  }
}
