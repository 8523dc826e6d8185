/// Whether records of a table pass a filter, told by their lines, days and qualities.
///
/// A text is compared once a line, day and quality, and never once a record.
public struct RecordTest: Sendable {
  private let table: UsageTable
  private var lines: [Bool]
  /// By the days since the first one; nil lets all through.
  private var days: [Bool]?
  private var qualities = [Bool](repeating: true, count: Quality.allCases.count)
  private let firstDay: Int32

  /// Creates a test that all records of a table pass.
  public init(_ table: UsageTable) {
    self.table = table
    lines = Array(repeating: true, count: table.lines.count)
    firstDay = Int32(clamping: table.span.lowerBound)
  }

  /// Whether all records pass, as far as that is known without looking at them.
  public var lettingAllThrough: Bool {
    days?.contains(false) != true && !lines.contains(false) && !qualities.contains(false)
  }

  /// Lets only those records pass that fulfil a condition too.
  public mutating func narrow(by condition: UsageFilter.Condition) {
    switch condition.dimension {
    case .quality:
      for (place, quality) in Quality.allCases.enumerated() where qualities[place] {
        qualities[place] = condition.holds(for: quality.rawValue)
      }
    case .day, .week, .month: narrowDays(by: condition)
    case let dimension:
      for place in lines.indices where lines[place] {
        let text = table.lines[place][dimension] ?? ReservedName.notBrokenDown
        lines[place] = condition.holds(for: text)
      }
    }
  }

  private mutating func narrowDays(by condition: UsageFilter.Condition) {
    var days = days ?? Array(repeating: true, count: table.span.count)
    var latest: Int32?
    for (row, day) in table.days.enumerated() where day != latest {
      latest = day
      let place = Int(day - firstDay)
      let text = table.text(of: condition.dimension, at: row)
      days[place] = days[place] && condition.holds(for: text)
    }
    self.days = days
  }

  /// The places of the records that pass, of all or of some.
  public func passing(among places: [UInt32]? = nil) -> [UInt32] {
    let hasQualities = qualities.contains(false)
    let count = places?.count ?? table.count
    return table.lineOf.withUnsafeBufferPointer { lineOf in
      lines.withUnsafeBufferPointer { lines in
        [UInt32](unsafeUninitializedCapacity: count) { passing, passed in
          for index in 0..<count {
            let row = places.map { Int($0[index]) } ?? index
            guard lines[Int(lineOf[row])],
              days.map({ $0[Int(table.days[row] - firstDay)] }) ?? true,
              !hasQualities || qualities[Int(table.qualities[row])]
            else { continue }
            passing[passed] = UInt32(truncatingIfNeeded: row)
            passed += 1
          }
        }
      }
    }
  }
}
