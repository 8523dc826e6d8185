import UsageModel

/// An account at Puter with a dozen apps, each with services of its own.
struct PuterAccount: Account {
  /// Something that an app does, with the counters that it moves.
  private struct Stream {
    let activity: Activity
    let app: Int
    let meters: [(line: Int, meter: PuterCatalogue.Meter)]
  }

  /// A counter; costs are in ten-thousandths of a microcent.
  private struct Line {
    var cost = 0
    var count = 0
    var units = 0
  }

  let provider = "puter"

  private static let keys = PuterCatalogue.services.flatMap { $0.meters.map(\.key) }
  private static let ids = PuterCatalogue.apps.indices.map(id(ofApp:))
  private static let allowance = 300_000_000_000

  private let streams = Self.allStreams
  private var lines = [Line](repeating: Line(), count: keys.count)
  private var apps = [Line](repeating: Line(), count: PuterCatalogue.apps.count)

  mutating func pass(_ hour: Int) {
    for stream in streams {
      let events = stream.activity.events(in: hour)
      guard events > 0 else { continue }
      for (part, (line, meter)) in stream.meters.enumerated() {
        let units =
          meter.perEvent == 1
          ? events
          : stream.activity.amount(of: events, each: meter.perEvent, in: hour, part: part)
        lines[line].count += events
        lines[line].units += units
        lines[line].cost += units * meter.price
        apps[stream.app].count += events
        apps[stream.app].cost += units * meter.price
      }
    }
  }

  mutating func begin(_ day: Day) {
    guard day.dayOfMonth == 1 else { return }
    for index in lines.indices { lines[index] = Line() }
    for index in apps.indices { apps[index] = Line() }
  }

  func body(at now: Timestamp) -> JSONText {
    let total = lines.reduce(0) { $0 + $1.cost }
    let left = max(0, Self.allowance * 10_000 - total)
    return JSONText { json in
      json.object("usage") { json in
        json.member("total", Self.microcents(total))
        json.member("allowanceUsed", Self.microcents(Self.allowance * 10_000 - left))
        json.member("monthlyChargesApplied", 1)
        for (key, line) in zip(Self.keys, lines) where line.count > 0 {
          json.object(key) { json in
            json.member("cost", Self.microcents(line.cost))
            json.member("count", line.count)
            json.member("units", line.units)
          }
        }
      }
      json.object("appTotals") { json in
        for (id, app) in zip(Self.ids, apps) where app.count > 0 {
          json.object(id) { json in
            json.member("total", Self.microcents(app.cost))
            json.member("count", app.count)
          }
        }
      }
      json.object("allowanceInfo") { json in
        json.member("monthUsageAllowance", Self.allowance)
        json.member("remaining", Self.microcents(left))
        json.object("addons") { json in
          json.member("purchasedCredits", 0)
          json.member("consumedPurchaseCredits", 0)
          json.member("purchasedStorage", 0)
          json.object("rateDiscounts") { _ in }
        }
      }
    }
  }

  private static func microcents(_ tenThousandths: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(tenThousandths) * FixedDecimal.unitsPerOne / 10_000)
  }

  /// An id in the platform's form: `app-` and a UUID.
  private static func id(ofApp index: Int) -> String {
    let chance = Chance("app \(index)")
    let digits = (0...1).map { place in
      let text = String(chance.bits(place), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var id = "app"
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      id += "-\(rest.prefix(length))"
      rest = rest.dropFirst(length)
    }
    return id
  }

  private static var allStreams: [Stream] {
    PuterCatalogue.apps.enumerated().flatMap { index, app in
      app.uses.map { name, perDay in
        let meters = PuterCatalogue.services.first { $0.name == name }?.meters ?? []
        return Stream(
          activity: Activity(
            "\(name) of app \(index)",
            perDay: perDay,
            app.habit,
            resting: app.resting
          ),
          app: index,
          meters: meters.compactMap { meter in
            keys.firstIndex(of: meter.key).map { (line: $0, meter: meter) }
          }
        )
      }
    }
  }
}
