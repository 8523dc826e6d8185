import UsageModel
import UsageStore

/// Small values for tests, written as texts.
enum Sample {
  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(rfc3339: text) else { preconditionFailure("no time: \(text)") }
    return time
  }

  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
  }

  /// The days from the first to the last one.
  static func days(_ first: String, _ last: String) -> Range<Day> {
    day(first)..<day(last).advanced(by: 1)
  }

  static func decimal(_ text: String) -> FixedDecimal {
    guard let value = FixedDecimal(text) else { preconditionFailure("no number: \(text)") }
    return value
  }

  /// A calendar month, or `start/stop` as a platform states it.
  static func window(_ text: String) -> BillingWindow {
    if let month = Month(text) { return BillingWindow(month: month, basis: .calendarMonth) }
    let ends = text.split(separator: "/").map { time(String($0)) }
    guard let window = BillingWindow(start: ends[0], stop: ends[1], basis: .stated) else {
      preconditionFailure("no window: \(text)")
    }
    return window
  }

  static let source = SourceIdentity(name: "main", provider: "platform", account: "account-1")
  static let cost = Reading.Key(facet: .total, measure: .cost, unit: "USD")
  static let requests = Reading.Key(facet: .total, measure: .requests, unit: "request")

  static func app(_ id: String, _ measure: Measure = .cost) -> Reading.Key {
    Reading.Key(
      facet: .app,
      appID: id,
      measure: measure,
      unit: measure == .cost ? "USD" : "request"
    )
  }

  static func service(_ name: String, _ meter: String? = nil, unit: String = "USD") -> Reading.Key {
    Reading.Key(facet: .service, service: name, meter: meter, measure: .cost, unit: unit)
  }

  static func joint(_ app: String, _ service: String) -> Reading.Key {
    Reading.Key(facet: .appAndService, appID: app, service: service, measure: .cost, unit: "USD")
  }

  /// A reply with counters; its window is the calendar month of its moment, if none is given.
  static func reply(
    at time: String,
    _ values: KeyValuePairs<Reading.Key, String>,
    recalling recalled: KeyValuePairs<String, (Reading.Key, String)> = [:],
    window: String? = nil,
    request: String = "usage",
    learntAt: String? = nil,
    body: String? = nil
  ) -> FetchedReply {
    let moment = Self.time(time)
    let window =
      window.map(Self.window) ?? BillingWindow(month: moment.utcDay.month, basis: .calendarMonth)
    let now = values.map { key, value in
      Reading(key: key, value: decimal(value), window: window, observedAt: moment)
    }
    let then = recalled.map { at, value in
      Reading(key: value.0, value: decimal(value.1), window: window, observedAt: Self.time(at))
    }
    return FetchedReply(
      reply: ProviderReply(
        request: request,
        headers: ["date": time],
        body: Array((body ?? "\(time) \(values.map(\.value))").utf8),
        observedAt: moment,
        learntAt: learntAt.map(Self.time) ?? moment
      ),
      normalised: NormalisedReply(readings: now + then)
    )
  }

  static func query(
    _ first: String,
    _ last: String,
    by dimensions: Set<UsageDimension>? = [],
    where conditions: [UsageFilter.Condition] = [],
    asOf moment: String = "2030-01-01T00:00:00Z"
  ) -> UsageQuery {
    UsageQuery(
      days: days(first, last),
      dimensions: dimensions,
      filter: UsageFilter(conditions),
      asOf: time(moment)
    )
  }

  static let context = UsageContext(currency: "USD")
}

extension UsageRecord {
  /// The record in one line, without what is not broken down.
  var line: String {
    var words = [day.description]
    words += [appID, service, meter].filter { $0 != ReservedName.notBrokenDown }
    if let native { words.append("\(native)") }
    if let requests { words.append("\(requests) requests") }
    if let quantity { words.append("\(quantity) \(unit ?? "?")") }
    words.append(quality.rawValue)
    return words.joined(separator: " ")
  }
}
