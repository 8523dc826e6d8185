import Foundation
import TestSupport
import UsageModel
import UsageStore

/// What a made-up platform said of one source, with everything that real ones do.
struct GeneratedHistory {
  /// What a history may contain.
  struct Traits: OptionSet {
    let rawValue: Int
    /// Replies in the first hour of a month, before or after the platform started again.
    static let firstHours = Traits(rawValue: 1)
    /// Two replies of one request at one moment.
    static let rivals = Traits(rawValue: 2)
    /// Stated windows whose dates change while the counters run on, or start again before their end.
    static let moves = Traits(rawValue: 4)
  }

  let identity: SourceIdentity
  /// In the order in which they were observed.
  private(set) var replies: [FetchedReply] = []
  let calendar: ReportingCalendar
  private(set) var windows: [BillingWindow] = []
  /// The start at which the counters were zero, by another start that was stated for them later.
  var firstStarts: [Timestamp: Timestamp] = [:]

  var generator: SeededGenerator
  private let traits: Traits
  let keys: [Reading.Key]
  private let recalls: Bool

  init(seed: UInt64, name: String = "main", traits: Traits = []) {
    var generator = SeededGenerator(seed: seed)
    identity = SourceIdentity(name: name, provider: "platform", account: "account-1")
    let zone = Self.zones[Int.random(in: Self.zones.indices, using: &generator)]
    calendar = ReportingCalendar(timeZone: TimeZone(identifier: zone) ?? .gmt)
    self.traits = traits
    keys = Self.keys(&generator)
    recalls = Int.random(in: 0..<4, using: &generator) == 0
    self.generator = generator
    windows = makeWindows()
    if traits.contains(.moves) {
      windows = addMovingWindows(from: windows[0].start)
    } else {
      for window in windows { addReplies(of: window) }
    }
    replies.sort { $0.reply.observedAt < $1.reply.observedAt }
  }

  /// The facets that any reply has.
  var facets: Set<Facet> { Set(replies.flatMap { $0.normalised.readings.map(\.key.facet) }) }

  /// All days that any reading can fall on, and some around them.
  var days: Range<Day> {
    let first = windows.first.map { calendar.day(of: $0.start) } ?? Day(daysSince1970: 0)
    let last = windows.last.map { calendar.day(of: $0.stop) } ?? first
    return first.advanced(by: -40)..<last.advanced(by: 40)
  }

  private static let zones = [
    "UTC", "UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe",
    "Pacific/Apia", "America/Los_Angeles", "Asia/Kathmandu",
  ]

  private static func keys(_ generator: inout SeededGenerator) -> [Reading.Key] {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    let currencies = chance(15) ? ["USD", "shoal:credit"] : ["USD"]
    var keys: [Reading.Key] = []
    if chance(90) {
      keys += currencies.map { Reading.Key(facet: .total, measure: .cost, unit: $0) }
      if chance(30) { keys.append(Sample.requests) }
    }
    for facet in [Facet.app, .service, .appAndService] where chance(45) || keys.isEmpty {
      let apps = facet.dimensions.contains(.app) ? ["app-1", ReservedName.noApp] : [nil]
      let services = facet.dimensions.contains(.service) ? ["kv", "ai"] : [nil]
      for app in apps {
        for service in services {
          var key = Reading.Key(facet: facet, measure: .cost, unit: currencies[0])
          key.appID = app
          key.service = service
          key.category = service == "ai" ? "AI and Machine Learning" : nil
          key.meter = service == "kv" && chance(50) ? "writes" : nil
          key.charge = chance(10) ? .adjustment : .usage
          keys += currencies.map { currency in
            key.unit = currency
            return key
          }
          (key.measure, key.unit) = (.requests, "request")
          if chance(40) { keys.append(key) }
          (key.measure, key.unit) = (.quantity, chance(50) ? "token" : "byte")
          if chance(40) { keys.append(key) }
        }
      }
    }
    return keys
  }

  private mutating func makeWindows() -> [BillingWindow] {
    let count = Int.random(in: 1...3, using: &generator)
    let year = Int.random(in: 2011...2026, using: &generator)
    let month = Month(year: year, month: Int.random(in: 1...12, using: &generator))
    if traits.contains(.firstHours) || Bool.random(using: &generator) {
      return (0..<count).map {
        BillingWindow(month: month.advanced(by: $0), basis: .calendarMonth)
      }
    }
    var start = Timestamp(seconds: Int64(month.start.daysSince1970) * 86_400)
    if Bool.random(using: &generator) {
      start = start.advanced(bySeconds: .random(in: 0..<2_000_000, using: &generator))
    }
    return (0..<count).compactMap { _ in
      let stop = start.advanced(bySeconds: .random(in: 3600..<3_000_000, using: &generator))
      defer { start = stop }
      return BillingWindow(start: start, stop: stop, basis: .stated)
    }
  }

  private mutating func addReplies(of window: BillingWindow) {
    let length = window.stop.seconds - window.start.seconds
    let isMonth = window.basis == .calendarMonth
    var moments = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      let second = Int64.random(in: (isMonth ? 3600 : 0)..<length, using: &generator)
      // Some fall on a midnight, or shortly after the one before.
      let step: Int64 = [1, 1, 60, 86_400][Int.random(in: 0..<4, using: &generator)]
      return window.start.advanced(bySeconds: max(isMonth ? 3600 : 0, second / step * step))
    }
    if traits.contains(.firstHours) {
      moments += (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        window.start.advanced(bySeconds: .random(in: 0..<3600, using: &generator))
      }
    } else if !isMonth, Int.random(in: 0..<3, using: &generator) == 0 {
      moments += [0, 1, 90_000, 200_000].shuffled(using: &generator).prefix(3).map {
        window.stop.advanced(bySeconds: $0)
      }
    }
    var values: [Reading.Key: FixedDecimal] = [:]
    // What a platform that has not started again yet still counts.
    if traits.contains(.firstHours), Bool.random(using: &generator) {
      for reading in replies.last?.normalised.readings ?? [] { values[reading.key] = reading.value }
    }
    for moment in Set(moments).sorted() {
      for key in keys { values[key] = nextValue(of: key, after: values[key] ?? .zero) }
      let inFirstHour = moment < window.start.advanced(bySeconds: 3600)
      addReplies(at: moment, in: window, values)
      if inFirstHour, Bool.random(using: &generator) { values = [:] }
    }
  }

  mutating func nextValue(of key: Reading.Key, after value: FixedDecimal) -> FixedDecimal {
    var units: Int128
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1: return value
    case 2: units = value.units / .random(in: 2...9, using: &generator)
    default:
      let bits = Int.random(in: 0...60, using: &generator)
      units = value.units + .random(in: 0...(Int128(1) << bits), using: &generator)
    }
    // Counts are whole, but not always.
    if key.measure != .cost, Int.random(in: 0..<8, using: &generator) > 0 {
      units = units / FixedDecimal.unitsPerOne * FixedDecimal.unitsPerOne
    }
    return FixedDecimal(units: units)
  }

  mutating func addReplies(
    at moment: Timestamp,
    in window: BillingWindow,
    _ values: [Reading.Key: FixedDecimal],
    isWhole: Bool = false
  ) {
    // The joint breakdown has a request of its own, some seconds later.
    for (request, seconds) in [("usage", Int64(0)), ("usage app-1", 3)] {
      let observed = moment.advanced(bySeconds: seconds)
      let isLate = moment >= window.stop
      if window.basis == .calendarMonth, observed >= window.stop { continue }
      var rivals = 1
      if traits.contains(.rivals), Int.random(in: 0..<5, using: &generator) == 0 { rivals = 2 }
      for _ in 0..<rivals {
        var readings: [Reading] = []
        for key in keys where (key.facet == .appAndService) == (seconds > 0) {
          // A key may be missing from a reply, but a window without its total has nothing to reconcile.
          guard isWhole || key.facet == .total || Int.random(in: 0..<10, using: &generator) > 0
          else { continue }
          let value = values[key] ?? .zero
          readings += recalled(key, value, at: observed, in: window)
          readings.append(Reading(key: key, value: value, window: window, observedAt: observed))
        }
        guard !readings.isEmpty else { continue }
        let lag = Int64.random(in: 0...200_000, using: &generator)
        replies.append(
          FetchedReply(
            reply: ProviderReply(
              request: isLate ? "\(request) closed" : request,
              body: Array("\(replies.count) \(identity.name)".utf8),
              observedAt: observed,
              learntAt: observed.advanced(bySeconds: lag)
            ),
            normalised: NormalisedReply(readings: readings)
          )
        )
      }
    }
  }

  /// What a counter's value was at the midnight before.
  private mutating func recalled(
    _ key: Reading.Key,
    _ value: FixedDecimal,
    at moment: Timestamp,
    in window: BillingWindow
  ) -> [Reading] {
    let midnight = Timestamp(seconds: Int64(moment.utcDay.daysSince1970) * 86_400)
    guard recalls, key.facet == .total, window.start < midnight, midnight < moment else {
      return []
    }
    let before = FixedDecimal(units: .random(in: 0...value.units, using: &generator))
    return [Reading(key: key, value: before, window: window, observedAt: midnight)]
  }
}

extension UsageContext {
  /// A context without prices that cuts days in a history's zone.
  init(of history: GeneratedHistory) {
    self.init(calendar: history.calendar, currency: "USD")
  }
}
