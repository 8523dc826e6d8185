import UsageModel

@testable import UsageAnalysis

/// The same as the engine, written as plainly as it can be: texts in dictionaries, one record after the other.
struct PlainAllocation {
  /// What is divided together, and what is then held: everything that tells amounts apart.
  struct Key: Hashable {
    var day: Day
    var source: String
    /// The kept dimensions' values.
    var texts: [String]
    var charge: String
  }

  /// Amounts by what they count.
  typealias Amounts = [String: Int128]

  struct Holding: Hashable {
    var key: Key
    var target: String
  }

  struct TooMuch: Error {}

  let rules: [AllocationRule]
  let kept: [UsageDimension]
  let context: AllocationContext
  let days: Range<Day>
  var held: [Holding: Amounts] = [:]

  /// Divides records; amounts by key and target, in the dimensions that were asked for.
  init(
    _ policy: AllocationPolicy,
    _ records: [UsageRecord],
    keeping dimensions: Set<UsageDimension>,
    on days: Range<Day>,
    in context: AllocationContext
  ) throws {
    rules = policy.rules
    self.context = context
    self.days = days
    let later = AllocationPolicy(rules.filter { $0.step > 1 }).dimensions
    let shown = dimensions.sorted { $0.name < $1.name }
    kept =
      shown + later.filter { !dimensions.contains($0) && !$0.isOfDay }.sorted { $0.name < $1.name }
    try divide(records)
    for step in Set(rules.map(\.step)).sorted() where step > 1 { try divideAgain(step: step) }
    var merged: [Holding: Amounts] = [:]
    for (holding, amounts) in held {
      var shownHolding = holding
      shownHolding.key.texts = Array(holding.key.texts.prefix(shown.count))
      merged[shownHolding, default: [:]].merge(amounts, uniquingKeysWith: +)
    }
    held = merged
  }

  // MARK: - Cells

  private struct Cell: Hashable {
    var key: Key
    var rule: Int?
    var app: String?
    var from: String?
  }

  private func amounts(of record: UsageRecord) -> Amounts {
    var amounts: Amounts = [:]
    amounts["USD"] = record.effective?.units
    amounts["requests"] = record.requests?.units
    if let quantity = record.quantity { amounts["q \(record.unit ?? "")"] = quantity.units }
    if record.effective == nil, let native = record.native {
      amounts["u \(native.currency)"] = native.amount.units
    }
    return amounts
  }

  private mutating func divide(_ records: [UsageRecord]) throws {
    var cells: [Cell: Amounts] = [:]
    // A script sees everything of a day that is alike.
    let looksAtQuality =
      kept.contains(.quality)
      || rules.contains { $0.step == 1 && $0.match.contains { $0.dimension == .quality } }
    func alike(_ record: UsageRecord) -> [String] {
      [
        record.day.description, record.source, record.app, record.service, record.charge.rawValue,
        record.unit ?? "", record.native?.currency ?? "", record.tags["kind"] ?? "",
        looksAtQuality ? record.quality.rawValue : "",
      ]
    }
    var costs: [[String]: Int128?] = [:]
    for record in records {
      let known = costs[alike(record)] ?? nil
      costs[alike(record)] = record.effective.map { $0.units + (known ?? 0) } ?? known
    }
    for record in records {
      let rule = rules.indices.first { place in
        let rule = rules[place]
        guard rule.step == 1, isOpen(rule, on: record.day),
          rule.match.allSatisfy({ $0.holds(for: record[$0.dimension]) })
        else { return false }
        if case .ownApp = rule.method, !mayReceive(record.app, rule) { return false }
        return rule.test == nil || (costs[alike(record)] ?? nil) ?? 0 > 3 * FixedDecimal.unitsPerOne
      }
      let key = Key(
        day: record.day,
        source: record.source,
        texts: kept.map { record[$0] },
        charge: record.charge.rawValue
      )
      let cell = Cell(key: key, rule: rule, app: app(record.app, rule), from: nil)
      cells[cell, default: [:]].merge(amounts(of: record), uniquingKeysWith: +)
    }
    for (target, amounts) in try divided(cells) {
      held[target, default: [:]].merge(amounts, uniquingKeysWith: +)
    }
  }

  private mutating func divideAgain(step: Int) throws {
    var cells: [Cell: Amounts] = [:]
    for (holding, amounts) in held {
      func text(_ dimension: UsageDimension) -> String {
        if dimension == .target { return holding.target }
        if dimension == .source { return holding.key.source }
        if dimension == .charge { return holding.key.charge }
        if let text = holding.key.day[dimension] { return text }
        return kept.firstIndex(of: dimension).map { holding.key.texts[$0] } ?? "?"
      }
      let rule = rules.indices.first { place in
        let rule = rules[place]
        guard rule.step == step, isOpen(rule, on: holding.key.day),
          rule.match.allSatisfy({ $0.holds(for: text($0.dimension)) })
        else { return false }
        if case .ownApp = rule.method, !mayReceive(text(.app), rule) { return false }
        return rule.test == nil || amounts["USD"] ?? 0 > 3 * FixedDecimal.unitsPerOne
      }
      guard let rule else { continue }
      held[holding] = nil
      cells[Cell(key: holding.key, rule: rule, app: app(text(.app), rule), from: holding.target)] =
        amounts
    }
    for (target, amounts) in try divided(cells) {
      held[target, default: [:]].merge(amounts, uniquingKeysWith: +)
    }
  }

  private func isOpen(_ rule: AllocationRule, on day: Day) -> Bool {
    if let since = rule.since, day < since { return false }
    if let before = rule.before, day >= before { return false }
    return true
  }

  private func mayReceive(_ app: String, _ rule: AllocationRule) -> Bool {
    !ReservedName.isReserved(app) && rule.receivers.allow(app)
  }

  /// The app that tells cells apart, where the rule's method looks at it.
  private func app(_ app: String, _ rule: Int?) -> String? {
    guard let rule, Self.looksAtApp(rules[rule].method) else { return nil }
    return mayReceive(app, rules[rule]) ? app : nil
  }

  private static func looksAtApp(_ method: AllocationMethod) -> Bool {
    switch method {
    case .ownApp: true
    case .amount(_, let rest?): looksAtApp(rest)
    case .driver(_, let otherwise?): looksAtApp(otherwise)
    default: false
    }
  }

  // MARK: - Shares

  private func divided(_ cells: [Cell: Amounts]) throws -> [(Holding, Amounts)] {
    var shares: [(Holding, Amounts)] = []
    let fixed = try fixedParts(cells)
    for (cell, amounts) in cells {
      guard let rule = cell.rule.map({ rules[$0] }) else {
        shares.append((Holding(key: cell.key, target: ReservedName.unallocated), amounts))
        continue
      }
      if case .amount(let named, let rest) = rule.method {
        let second = try weights(rest, rule, cell, amounts)
        shares += amountShares(
          cell,
          amounts,
          fixed[cell],
          second,
          named.values.first?.currency ?? "USD"
        )
      } else {
        let weights = try weights(rule.method, rule, cell, amounts)
        for (what, amount) in amounts {
          shares += parts(of: amount, what, weights, cell.key)
        }
      }
    }
    return shares
  }

  private func parts(
    of amount: Int128,
    _ what: String,
    _ weights: [String: UInt128],
    _ key: Key
  ) -> [(Holding, Amounts)] {
    Self.split(amount, weights).map { (Holding(key: key, target: $0.key), [what: $0.value]) }
  }

  /// Rounds every part towards zero, and gives what is left to the largest remainders, ties to the earlier name.
  static func split(_ amount: Int128, _ weights: [String: UInt128]) -> [String: Int128] {
    let shares = weights.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let total = shares.reduce(0) { $0 + $1.value }
    var parts: [(name: String, part: UInt128, remainder: UInt128)] = shares.map { name, weight in
      let product = amount.magnitude.multipliedFullWidth(by: weight)
      let (part, remainder) = total.dividingFullWidth(product)
      return (name, part, remainder)
    }
    let left = Int(amount.magnitude - parts.reduce(0) { $0 + $1.part })
    let order = parts.indices.sorted { left, right in
      parts[left].remainder != parts[right].remainder
        ? parts[left].remainder > parts[right].remainder : left < right
    }
    for place in order.prefix(left) { parts[place].part += 1 }
    return Dictionary(
      uniqueKeysWithValues: parts.map { ($0.name, amount < 0 ? -Int128($0.part) : Int128($0.part)) }
    )
  }

  private func weights(
    _ method: AllocationMethod?,
    _ rule: AllocationRule,
    _ cell: Cell,
    _ amounts: Amounts,
    insteadOf driver: [String]? = nil
  ) throws -> [String: UInt128] {
    func found(_ weights: [String: FixedDecimal]) -> [String: UInt128] {
      let weights = weights.filter { $0.value > 0 }.mapValues(\.units.magnitude)
      return weights.isEmpty ? [ReservedName.unallocated: 1] : weights
    }
    func receivers(_ names: [String]) -> [String] {
      if case .only(let names) = rule.receivers { return names.sorted() }
      return names.filter(rule.receivers.allow).sorted()
    }
    switch method {
    case nil: return [ReservedName.unallocated: 1]
    case .to(let name): return [name: 1]
    case .ownApp: return [cell.app ?? ReservedName.unallocated: 1]
    case .even(let names):
      let all = names ?? receivers(driver ?? Shared.apps)
      return found(Dictionary(uniqueKeysWithValues: all.map { ($0, 1) }))
    case .weights(let weights), .percent(let weights): return found(weights)
    case .amount: return [ReservedName.unallocated: 1]
    case .driver(let driver, let otherwise):
      let named = plain(driver, on: cell.key.day)
      let usable = named.filter { !ReservedName.isReserved($0.key) && rule.receivers.allow($0.key) }
      guard usable.values.contains(where: { $0 > 0 }) else {
        return try weights(otherwise, rule, cell, amounts, insteadOf: driver.apps)
      }
      return found(usable)
    case .custom:
      let targets = receivers(Shared.apps)
      guard let first = targets.first, let last = targets.last else { return found([:]) }
      let requests = amounts["requests"].map { FixedDecimal(units: $0) } ?? 0
      return found(first == last ? [first: 2] : [first: requests, last: 2])
    }
  }

  /// A driver's values of a day, as they were given.
  private func plain(_ driver: AllocationDriver, on day: Day) -> [String: FixedDecimal] {
    let values = zip(driver.apps, driver.values[day] ?? []).compactMap { app, units in
      FixedDecimal(known: units).map { (app, $0) }
    }
    return Dictionary(uniqueKeysWithValues: values)
  }

  // MARK: - Fixed amounts

  private func fixedParts(_ cells: [Cell: Amounts]) throws -> [Cell: [String: Int128]] {
    var windows: [String: [Cell]] = [:]
    for cell in cells.keys {
      guard let rule = cell.rule, case .amount(let named, _) = rules[rule].method,
        cells[cell]?[measure(named)] != nil
      else { continue }
      let window = context.billingWindow(cell.key.source, cell.key.day)
      windows["\(rule) \(cell.key.source) \(window)", default: []].append(cell)
    }
    var parts: [Cell: [String: Int128]] = [:]
    for members in windows.values {
      let ordered = members.sorted { order($0) < order($1) }
      guard let place = ordered[0].rule, case .amount(let named, _) = rules[place].method else {
        continue
      }
      let rule = rules[place]
      let window = context.billingWindow(ordered[0].key.source, ordered[0].key.day)
      let covered = window.days.filter { days.contains($0) && isOpen(rule, on: $0) }.count
      var left = ordered.map { cells[$0]?[measure(named)] ?? 0 }
      let amounts = try named.sorted { $0.key < $1.key }.map { name, money in
        let part = try (money.amount * FixedDecimal(covered)).divided(
          by: FixedDecimal(window.length)
        )
        return (name, part?.units ?? 0)
      }
      let asked = amounts.reduce(0) { $0 + $1.1 }
      guard asked == 0 || asked <= left.reduce(0, +) else { throw TooMuch() }
      for (name, amount) in amounts where amount > 0 {
        let total = left.reduce(0, +)
        // Products of these sizes fit into 128 bits.
        let floors = left.map {
          $0 * amount >= 0 ? $0 * amount / total : -((-$0 * amount + total - 1) / total)
        }
        let remainders = zip(left, floors).map { $0 * amount - $1 * total }
        let count = Int(amount - floors.reduce(0, +))
        let largest = remainders.indices.sorted {
          remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1
        }
        for place in left.indices {
          let part = floors[place] + (largest.prefix(count).contains(place) ? 1 : 0)
          parts[ordered[place], default: [:]][name] = part
          left[place] -= part
        }
      }
    }
    return parts
  }

  private func measure(_ named: [String: Money]) -> String {
    let currency = named.values.first?.currency ?? "USD"
    return currency == "USD" ? "USD" : "u \(currency)"
  }

  /// Cells by day, key, holder and app, as the engine has them.
  private func order(_ cell: Cell) -> Order {
    let names = kept.indices.sorted { kept[$0].name < kept[$1].name }
    let texts = names.filter { kept[$0] != .quality && kept[$0] != .source && kept[$0] != .charge }
      .map { cell.key.texts[$0] }
    let quality =
      kept.firstIndex(of: .quality)
      .flatMap { Quality(rawValue: cell.key.texts[$0])?.place } ?? 0
    return Order(
      day: cell.key.day,
      texts: [cell.key.source] + texts + [cell.key.charge],
      quality: quality,
      from: cell.from ?? "",
      app: cell.app ?? ""
    )
  }

  private struct Order: Comparable {
    let day: Day
    let texts: [String]
    let quality: UInt8
    let from: String
    let app: String

    static func < (left: Self, right: Self) -> Bool {
      if left.day != right.day { return left.day < right.day }
      if left.texts != right.texts { return left.texts.lexicographicallyPrecedes(right.texts) }
      return (left.quality, left.from, left.app) < (right.quality, right.from, right.app)
    }
  }

  private func amountShares(
    _ cell: Cell,
    _ amounts: Amounts,
    _ fixed: [String: Int128]?,
    _ second: [String: UInt128],
    _ currency: String
  ) -> [(Holding, Amounts)] {
    let measure = currency == "USD" ? "USD" : "u \(currency)"
    let whole = amounts[measure] ?? 0
    var sums = fixed ?? [:]
    for (name, part) in Self.split(whole - sums.values.reduce(0, +), second) {
      sums[name, default: 0] += part
    }
    let divided = sums.mapValues(\.magnitude)
    var shares: [(Holding, Amounts)] = []
    for (what, amount) in amounts {
      // What is counted goes by the parts of the money that it stands for.
      let followsParts =
        what == measure
        || (!what.hasPrefix("u ") && what != "USD" && (currency == "USD" || amounts["USD"] == nil))
      shares += parts(of: amount, what, whole != 0 && followsParts ? divided : second, cell.key)
    }
    return shares
  }
}
