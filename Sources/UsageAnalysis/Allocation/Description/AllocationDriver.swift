public import UsageModel

/// What a rule divides in proportion to: values by day and app.
public struct AllocationDriver: Sendable {
  /// What it is, for ledgers: `requests where provider=puter`.
  public var name: String
  /// What its values count, where they count one thing: `requests`, `USD`.
  public var unit: String?

  /// Whether the values are known; until then checks take it that any app may receive.
  public let isResolved: Bool

  /// The apps, in the order of their names.
  let apps: [String]
  /// Each day's values, in the order of ``apps``; the smallest number stands for none.
  let values: [Day: [Int128]]

  /// Creates a driver of values by day and app; reserved names such as `(no app)` receive nothing.
  public init(name: String, unit: String? = nil, values: [Day: [String: FixedDecimal]]) {
    self.name = name
    self.unit = unit
    isResolved = true
    let names = values.values.reduce(into: Set<String>()) { names, day in names.formUnion(day.keys)
    }
    let apps = names.filter { !ReservedName.isReserved($0) }.sorted()
    self.apps = apps
    self.values = values.mapValues { day in
      apps.map { day[$0]?.units ?? AmountColumn.wideUnknown }
    }
  }

  /// A driver whose values are not known yet, for checking rules before usage is there.
  ///
  /// Usage cannot be divided by it.
  public static func unresolved(name: String = "") -> Self { Self(unresolved: name) }

  private init(unresolved name: String) {
    self.name = name
    isResolved = false
    apps = []
    values = [:]
  }

  /// Creates a driver of what usage tells by day and app.
  public init(
    name: String,
    unit: String?,
    of measure: Measure,
    in table: UsageTable
  ) throws(ArithmeticOverflow) {
    let column =
      switch measure {
      case .cost: table.costs
      case .requests: table.requests
      case .quantity: table.quantities
      }
    self.name = name
    self.unit = unit
    isResolved = true
    let names = Set(table.lines.map(\.app)).filter { !ReservedName.isReserved($0) }
    let apps = names.sorted()
    self.apps = apps
    let placeOf = Dictionary(uniqueKeysWithValues: zip(apps, apps.indices))
    let appOf = table.lines.map { placeOf[$0.app] }
    let days = SlotNumbers(count: table.count, slots: table.span.count) { row in
      appOf[Int(table.lineOf[row])] == nil ? nil : Int(table.days[row]) - table.span.lowerBound
    }
    var sums = [Int128](repeating: AmountColumn.wideUnknown, count: days.slots.count * apps.count)
    for row in 0..<table.count where days.numbers[row] != SlotNumbers.none {
      guard let app = appOf[Int(table.lineOf[row])], let amount = column[row] else { continue }
      let place = Int(days.numbers[row]) * apps.count + app
      let sum = sums[place] == AmountColumn.wideUnknown ? 0 : sums[place]
      sums[place] = try (FixedDecimal(units: sum) + amount).units
    }
    var values: [Day: [Int128]] = [:]
    for (number, slot) in days.slots.enumerated() {
      values[Day(daysSince1970: slot + table.span.lowerBound)] =
        Array(sums[(number * apps.count)..<((number + 1) * apps.count)])
    }
    self.values = values
  }
}
