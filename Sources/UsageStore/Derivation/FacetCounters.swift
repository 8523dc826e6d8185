import UsageModel

/// The counters of one facet and of the total, in the order of the records that they fill.
struct FacetCounters {
  /// A counter that fills records.
  struct Counter {
    /// Its place in the history; nil for what a breakdown leaves out of a total.
    let place: Int?
    /// What it counts.
    let key: Reading.Key
    /// The place of the records that it fills among those of a day.
    let line: Int
    /// The place of the total that it is a part of; nil for none.
    let total: Int?

    /// The smallest part that a gain is handed out in.
    var granularity: FixedDecimal.Granularity { key.measure == .cost ? .finest : .whole }
  }

  /// What fills records: the facet's counters, then what they leave out of each total.
  let counters: [Counter]
  /// The places of the counters of each measure and unit of the total, where a breakdown is asked for.
  let totals: [[Int]]
  /// A key of each line, which has the line's texts.
  let lines: [Reading.Key]

  init(_ facet: Facet, of history: ObservedHistory) {
    func places(of facet: Facet) -> [Int] {
      history.counters.indices.filter { history.counters[$0].facet == facet }
        .sorted { history.counters[$0].precedes(history.counters[$1]) }
    }
    struct Kind: Hashable {
      let measure: Measure
      let unit: String

      init(_ key: Reading.Key) {
        measure = key.measure
        unit = key.unit
      }
    }
    var totals: [[Int]] = []
    var kinds: [Kind: Int] = [:]
    var rests: [Reading.Key] = []
    for place in facet == .total ? [] : places(of: .total) {
      let key = history.counters[place]
      if let known = kinds[Kind(key)] {
        totals[known].append(place)
        continue
      }
      kinds[Kind(key)] = totals.count
      totals.append([place])
      rests.append(
        Reading.Key(
          facet: facet,
          appID: ReservedName.other,
          service: ReservedName.other,
          meter: ReservedName.other,
          measure: key.measure,
          unit: key.unit
        )
      )
    }
    let parts = places(of: facet)
    // Rests come after the parts, whatever their names, so that each fills a record of its own first.
    let keys = parts.map { history.counters[$0] } + rests
    var lines: [Reading.Key] = []
    var lineOfTexts: [[String]: Int] = [:]
    for key in keys.sorted(by: { $0.precedes($1) }) where lineOfTexts[key.lineTexts] == nil {
      lineOfTexts[key.lineTexts] = lines.count
      lines.append(key)
    }
    counters = keys.enumerated().map { index, key in
      Counter(
        place: index < parts.count ? parts[index] : nil,
        key: key,
        line: lineOfTexts[key.lineTexts] ?? 0,
        total: kinds[Kind(key)]
      )
    }
    self.totals = totals
    self.lines = lines
  }
}

extension Reading.Key {
  /// The texts that tell two lines of records apart.
  fileprivate var lineTexts: [String] {
    [appID ?? "", service ?? "", meter ?? "", category ?? "", charge.rawValue]
  }

  /// Whether the counter comes before another in the fixed order of records.
  fileprivate func precedes(_ other: Reading.Key) -> Bool {
    (lineTexts + [measure.rawValue, unit])
      .lexicographicallyPrecedes(other.lineTexts + [other.measure.rawValue, other.unit])
  }
}
