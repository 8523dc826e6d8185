import UsageModel

/// Where records fall when the values of some dimensions tell groups apart: records of one slot are of one group.
///
/// A value depends on a record's line, on its day or on its quality alone. So texts are compared once a line, day and
/// quality, and the slot of a record is the sum of what these three add to it.
struct GroupSlots: Sendable {
  /// How many slots there are; most of them have no record where there are many.
  let count: Int

  /// How many slots a group has: one for each unit and virtual currency, where these are told apart.
  private var countPerGroup: Int { max(1, details.count) }

  /// How many groups there can be.
  var groupCount: Int { count / countPerGroup }

  /// The number of a slot's group among all that there can be.
  func group(of slot: Int) -> Int { slot / countPerGroup }

  /// What each line of the table adds to the slots of its records.
  let ofLines: [Int]
  /// What each day adds, counted from the table's first one; empty where days make no difference.
  let ofDays: [Int]
  /// What each quality adds; empty where qualities make no difference.
  let ofQualities: [Int]
  /// The table's first day.
  let firstDay: Int32

  private let dimensions: Int
  private let lines: Part
  private let days: Part
  private let qualities: Part
  private let details: Part

  /// Creates the slots of a table's records.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - dimensions: What tells groups apart.
  ///   - tellsDetails: Whether the records of a group with different units or virtual currencies fall into slots of
  ///     their own, for sums of what must not be mixed.
  init(_ table: UsageTable, by dimensions: [UsageDimension], tellsDetails: Bool = false) {
    self.dimensions = dimensions.count
    let all = Array(dimensions.enumerated())
    let ofLine = all.filter { $0.element.isOfLine }
    lines = Part(table.lines.indices, places: ofLine.map(\.offset)) { line in
      ofLine.map { table.lines[line][$0.element] ?? ReservedName.notBrokenDown }
    }
    let ofDay = all.filter(\.element.isOfDay)
    days = Part(Self.days(of: table, ifNeeded: !ofDay.isEmpty), places: ofDay.map(\.offset)) {
      day in
      let day = Day(daysSince1970: day)
      return ofDay.map { day[$0.element] ?? ReservedName.notBrokenDown }
    }
    let ofQuality = all.filter { $0.element == .quality }
    qualities = Part(Quality.allCases.indices, places: ofQuality.map(\.offset)) { rank in
      ofQuality.map { _ in Quality.allCases[rank].rawValue }
    }
    details = Part(table.lines.indices, places: tellsDetails ? [0, 1] : []) { line in
      let line = table.lines[line]
      return [line.unit ?? ReservedName.notBrokenDown, line.currency ?? ""]
    }
    let perQuality = max(1, details.count)
    let perDay = perQuality * max(1, qualities.count)
    let perLine = perDay * max(1, days.count)
    count = perLine * max(1, lines.count)
    ofLines = zip(lines.codes, details.codes).map { $0 * perLine + $1 }
    ofDays = ofDay.isEmpty ? [] : days.codes.map { $0 * perDay }
    ofQualities = ofQuality.isEmpty ? [] : qualities.codes.map { $0 * perQuality }
    firstDay = Int32(clamping: table.span.lowerBound)
  }

  /// The values of the dimensions in a group, by one of its slots.
  func keys(of slot: Int) -> [String] {
    let (rest, quality) = group(of: slot).quotientAndRemainder(
      dividingBy: max(1, qualities.count)
    )
    let (line, day) = rest.quotientAndRemainder(dividingBy: max(1, days.count))
    var keys = Array(repeating: ReservedName.notBrokenDown, count: dimensions)
    for (part, code) in [(lines, line), (days, day), (qualities, quality)] {
      for (place, text) in zip(part.places, part.texts[code]) { keys[place] = text }
    }
    return keys
  }

  /// The unit and the virtual currency of a slot's records, where these are told apart.
  func detail(of slot: Int) -> (unit: String, currency: String)? {
    let texts = details.texts[slot % countPerGroup]
    return texts.isEmpty ? nil : (texts[0], texts[1])
  }

  /// The days that a table's records can be of, or that they are of where there is a long span.
  private static func days(of table: UsageTable, ifNeeded isNeeded: Bool) -> [Int?] {
    guard isNeeded else { return [] }
    guard table.span.count > fewDays else { return table.span.map { $0 } }
    var places = [Int?](repeating: nil, count: table.span.count)
    var latest: Int32?
    // Most often a record is of the same day as the one before it.
    for day in table.days where day != latest {
      places[Int(day) - table.span.lowerBound] = Int(day)
      latest = day
    }
    return places
  }

  /// How many days are told by texts whether there are records or not, which is sooner done than looked up.
  private static let fewDays = 5000

  /// What lines, days or qualities tell: a code for each of them, and the texts of each code.
  private struct Part: Sendable {
    /// The places of the texts among all dimensions.
    let places: [Int]
    /// The texts of each code.
    private(set) var texts: [[String]] = []
    /// The code of each line, day or quality.
    private(set) var codes: [Int] = []

    init(
      _ members: some Collection<Int>,
      places: [Int],
      texts: (Int) -> [String]
    ) {
      self.init(members.map(Optional.init), places: places, texts: texts)
    }

    /// What is told apart; nil stands for what has no record.
    init(_ members: [Int?], places: [Int], texts textsOf: (Int) -> [String]) {
      self.places = places
      guard !places.isEmpty else {
        texts = [[]]
        codes = Array(repeating: 0, count: members.count)
        return
      }
      var codeOf: [[String]: Int] = [:]
      codes = members.map { member in
        guard let member else { return 0 }
        let found = textsOf(member)
        if let known = codeOf[found] { return known }
        codeOf[found] = texts.count
        texts.append(found)
        return texts.count - 1
      }
    }

    var count: Int { texts.count }
  }
}

extension UsageDimension {
  /// Whether a record's line tells it.
  var isOfLine: Bool { !isOfDay && self != .quality }
}
