import UsageModel

/// What an account has used on Puter in the running month.
struct PuterLedger {
  /// One usage key's record; its cost is in ten-thousandths of a microcent.
  private struct Line {
    var cost = 0
    var count = 0
    var units = 0

    var json: JSON {
      [
        "cost": .decimal(PuterPrices.microcents(cost)), "count": .integer(count),
        "units": .integer(units),
      ]
    }
  }

  let now: Timestamp
  let world: World

  /// Every key with something to tell, of all apps or of one, in the order of the price list.
  func lines(of app: App? = nil) -> [JSON.Member] {
    var lines = [Line](repeating: Line(), count: PuterPrices.list.count)
    for entry in Self.entries where app == nil || entry.app == app {
      let amounts = amounts(of: entry, until: flushed(entry.phase))
      for key in entry.keys {
        lines[key.line].count += amounts[0]
        lines[key.line].units += key.isBilled ? amounts[0] : amounts[key.column]
        lines[key.line].cost += key.price * amounts[key.column]
      }
    }
    return zip(PuterPrices.list, lines).filter { $0.1.units > 0 }
      .map { JSON.Member($0.0.key, $0.1.json) }
  }

  /// The account's total, which is written before its parts.
  var total: FixedDecimal {
    var sum = 0
    for entry in Self.entries { sum += spent(entry, until: now).cost }
    return PuterPrices.microcents(sum)
  }

  /// An app's total and how many events it has.
  func total(of app: App) -> (cost: FixedDecimal, count: Int) {
    let moment = flushed(app.rawValue * 1_300)
    var sum = (cost: 0, count: 0)
    for entry in Self.entries where entry.app == app {
      let own = spent(entry, until: moment)
      sum.cost += own.cost
      sum.count += own.count
    }
    return (PuterPrices.microcents(sum.cost), sum.count)
  }

  private func spent(_ entry: Entry, until moment: Timestamp) -> (cost: Int, count: Int) {
    let amounts = amounts(of: entry, until: moment)
    var sum = (cost: 0, count: 0)
    for key in entry.keys {
      sum.cost += key.price * amounts[key.column]
      sum.count += amounts[0]
    }
    return sum
  }

  private func amounts(of entry: Entry, until moment: Timestamp) -> [Int] {
    world.amounts(of: entry.place, since: now.startOfMonth, until: moment)
  }

  /// When a counter was last written: each is, every ten seconds, at its own phase.
  private func flushed(_ phase: Int) -> Timestamp {
    let interval: Int64 = 10_000
    let late = (now.milliseconds - Int64(phase)) % interval
    let written = now.milliseconds - (late < 0 ? late + interval : late)
    let start = Int64(now.startOfMonth.daysSince1970) * 86_400_000
    return Timestamp(milliseconds: max(start, written))
  }
}

// MARK: - What streams are charged as
extension PuterLedger {
  /// A stream with the keys that it is metered by.
  private struct Entry {
    let place: Int
    let app: App
    let phase: Int
    let keys: [Key]
  }

  private struct Key {
    /// The place among the reply's keys.
    let line: Int
    /// The place among the stream's amounts.
    let column: Int
    /// In ten-thousandths of a microcent.
    let price: Int
    /// Whether the amount is the cost itself, and the units are calls.
    let isBilled: Bool

    init(_ name: String, column: Int) {
      guard let line = PuterPrices.list.firstIndex(where: { $0.key == name }) else {
        preconditionFailure("\(name) has no price")
      }
      let price = PuterPrices.list[line].price
      self.line = line
      self.column = column
      self.price = price ?? 10_000
      isBilled = price == nil
    }
  }

  private static let entries: [Entry] =
    zip(World.places(of: PuterWorkload.self), PuterWorkload.streams).map { place, stream in
      Entry(
        place: place,
        app: stream.app,
        phase: Int(stream.subject % 10_000),
        keys: keys(of: stream)
      )
    }

  private static func keys(of stream: Stream) -> [Key] {
    if stream.quantities.isEmpty { return [Key(stream.name, column: 0)] }
    return stream.quantities.enumerated().map { index, quantity in
      Key("\(stream.name):\(quantity.name)", column: index + 1)
    }
  }
}
