import UsageModel
import UsageProviders

/// Builds replies and picks readings out of them.
enum Sample {
  static let noon = time("2026-11-21T12:00:00Z")

  static func reply(
    _ body: String,
    request: String = "usage",
    headers: [String: String] = [:],
    at moment: Timestamp = noon
  ) -> ProviderReply {
    ProviderReply(
      request: request,
      headers: headers,
      body: Array(body.utf8),
      observedAt: moment,
      learntAt: moment
    )
  }

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(rfc3339: text) else { preconditionFailure("no time: \(text)") }
    return time
  }

  static func window(
    _ start: String,
    _ stop: String,
    _ basis: BillingWindow.Basis
  ) -> BillingWindow? {
    BillingWindow(start: time(start), stop: time(stop), basis: basis)
  }
}

extension NormalisedReply {
  /// The readings of a facet, one line each: `rpc|requests|requests 5 request`.
  func lines(_ facet: Facet) -> [String] {
    readings.filter { $0.key.facet == facet }.map { reading in
      let key = reading.key
      let names = [key.appID, key.service, key.meter].compactMap { $0 }.joined(separator: "|")
      let adjustment = key.charge == .usage ? "" : " (\(key.charge.rawValue))"
      return "\(names) \(key.measure.rawValue) \(reading.value) \(key.unit)\(adjustment)"
    }
  }

  /// The allowances, one line each: `credits 5 of 10, 5 left, credit`.
  var allowanceLines: [String] {
    allowances.map { allowance in
      func shown(_ value: FixedDecimal?) -> String { value.map { "\($0)" } ?? "-" }
      let reset = allowance.resetsAt.map { ", resets \($0)" } ?? ""
      return "\(allowance.name): \(shown(allowance.used)) of \(shown(allowance.limit)), "
        + "\(shown(allowance.remaining)) left, \(allowance.unit)\(reset)"
    }
  }
}
