import UsageModel

/// Which group each record of a slice belongs to, when the values of some dimensions tell groups apart.
///
/// A value depends on a record's line, on its day or on its quality alone. So texts are compared once a line, day and
/// quality, and records by small numbers.
struct Grouping: Sendable {
  /// The values of the dimensions, by group; groups are in the order of their first records.
  let keys: [[String]]
  /// Each record's group, in the order of the slice.
  let groups: [UInt32]

  init(_ slice: Slice, by dimensions: [UsageDimension]) {
    let table = slice.table
    let lines = Part(dimensions, in: (0, Array(table.lines.indices)), among: \.isOfLine) {
      dimension,
      line in
      table.lines[line][dimension] ?? ReservedName.notBrokenDown
    }
    let isByTime = dimensions.contains(where: \.isOfDay)
    let span = isByTime ? Self.days(of: table) : (0, [nil])
    let days = Part(dimensions, in: span, among: \.isOfDay) { dimension, day in
      Day(daysSince1970: day).text(of: dimension)
    }
    let ranks = Array(Quality.allCases.indices)
    let qualities = Part(dimensions, in: (0, ranks), among: \.isOfQuality) {
      Quality.allCases[$1].rawValue
    }
    // The slot of a record is the sum of what its line, its day and its quality add to it.
    let lineSlots = lines.codes.map { Int($0) * days.count * qualities.count }
    let daySlots = days.codes.map { Int($0) * qualities.count }
    let qualitySlots = qualities.codes.map(Int.init)
    let count = lines.count * days.count * qualities.count
    var codes = GroupCodes(slots: count, rows: slice.count)
    let first = Int32(clamping: days.first)
    groups = slice.rows.withPlaces { places in
      [UInt32](unsafeUninitializedCapacity: slice.count) { groups, count in
        count = slice.count
        withBuffers(table.lineOf, table.days, table.qualities) { lineOf, dayOf, qualityOf in
          withBuffers(lineSlots, daySlots, qualitySlots) { lineSlots, daySlots, qualitySlots in
            for index in 0..<slice.count {
              let row = if let places { Int(places[index]) } else { index }
              var slot = lineSlots[Int(lineOf[row])] &+ qualitySlots[Int(qualityOf[row])]
              if isByTime { slot &+= daySlots[Int(dayOf[row] &- first)] }
              groups[index] = codes.group(at: slot)
            }
          }
        }
      }
    }
    keys = codes.slots.map { slot in
      var texts: [Int: String] = [:]
      let (rest, quality) = slot.quotientAndRemainder(dividingBy: max(1, qualities.count))
      let (line, day) = rest.quotientAndRemainder(dividingBy: max(1, days.count))
      for (part, code) in [(lines.keys, line), (days.keys, day), (qualities.keys, quality)] {
        texts.merge(part[code]) { first, _ in first }
      }
      return dimensions.indices.map { texts[$0] ?? ReservedName.notBrokenDown }
    }
  }

  /// The days that a table has records of; nil stands for one without.
  private static func days(of table: UsageTable) -> (first: Int, places: [Int?]) {
    let first = table.span.lowerBound
    guard table.span.count > fewDays else { return (first, table.span.map { $0 }) }
    var places = [Int?](repeating: nil, count: table.span.count)
    var latest: Int32?
    // Most often a record is of the same day as the one before it.
    for day in table.days where day != latest {
      places[Int(day) - first] = Int(day)
      latest = day
    }
    return (first, places)
  }

  /// How many days are told by texts whether there are records or not, which is sooner done than looked up.
  private static let fewDays = 5000

  /// What lines, days or qualities tell: a code for each of them, and the texts of each code.
  private struct Part {
    /// The texts of a code, by the dimension's place among all.
    private(set) var keys: [[Int: String]] = []
    private(set) var codes: [Int32] = []
    let first: Int

    init(
      _ dimensions: [UsageDimension],
      in range: (first: Int, places: [Int?]),
      among isOwn: (UsageDimension) -> Bool,
      text: (UsageDimension, Int) -> String
    ) {
      first = range.first
      let own = dimensions.enumerated().filter { isOwn($0.element) }
      guard !own.isEmpty else {
        keys = [[:]]
        codes = Array(repeating: 0, count: range.places.count)
        return
      }
      var codeOf: [[String]: Int32] = [:]
      codes = range.places.map { place in
        guard let place else { return 0 }
        let texts = own.map { text($0.element, place) }
        if let known = codeOf[texts] { return known }
        let code = Int32(keys.count)
        codeOf[texts] = code
        keys.append(Dictionary(uniqueKeysWithValues: zip(own.map(\.offset), texts)))
        return code
      }
    }

    var count: Int { keys.count }
  }
}

/// Runs a loop over three arrays, without a check at each step.
func withBuffers<First, Second, Third>(
  _ first: [First],
  _ second: [Second],
  _ third: [Third],
  _ body: (
    UnsafeBufferPointer<First>, UnsafeBufferPointer<Second>, UnsafeBufferPointer<Third>
  ) -> Void
) {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      third.withUnsafeBufferPointer { third in body(first, second, third) }
    }
  }
}

extension UsageDimension {
  /// Whether a record's day tells it.
  var isOfDay: Bool { self == .day || self == .week || self == .month }

  /// Whether a record's quality tells it.
  var isOfQuality: Bool { self == .quality }

  /// Whether a record's line tells it.
  var isOfLine: Bool { !isOfDay && !isOfQuality }
}

extension Day {
  /// The day's value of a dimension that days tell.
  fileprivate func text(of dimension: UsageDimension) -> String {
    switch dimension {
    case .week: isoWeek
    case .month: month.description
    default: description
    }
  }
}
