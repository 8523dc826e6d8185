import LuaHost
import UsageModel

/// The columns of a frame as scripts read them: each is made when it is first asked for, and shared by all parts of
/// the frame.
final class FrameTable {
  let table: UsageTable
  private let context: ScriptContext
  private var held: [HeldMemory] = []
  private var indexes: [Index: LuaBuffer<UInt32>] = [:]
  private var amounts: [String: LuaBuffer<Int64>] = [:]
  private var texts: [UsageDimension: LuaColumn] = [:]

  /// What a text depends on.
  private enum Index: Hashable {
    case line, day, quality
  }

  init(_ table: UsageTable, in context: ScriptContext) {
    self.table = table
    self.context = context
  }

  /// The texts of a dimension.
  func texts(of dimension: UsageDimension) throws -> LuaColumn {
    if let known = texts[dimension] { return known }
    let column = try newTexts(of: dimension)
    texts[dimension] = column
    return column
  }

  private func newTexts(of dimension: UsageDimension) throws -> LuaColumn {
    switch dimension {
    case .day, .week, .month:
      let texts = table.span.map { day in
        Day(daysSince1970: day)[dimension] ?? ReservedName.notBrokenDown
      }
      return try column(of: texts, by: .day)
    case .quality: return try column(of: Quality.allCases.map(\.rawValue), by: .quality)
    default:
      let texts = table.lines.map { $0[dimension] ?? ReservedName.notBrokenDown }
      return try column(of: texts, by: .line)
    }
  }

  /// A column of texts that a line, day or quality decides: each different text is given to Lua once.
  private func column(of texts: [String], by index: Index) throws -> LuaColumn {
    var numberOf: [String: UInt32] = [:]
    var values: [LuaString] = []
    let map = texts.map { text in
      if let known = numberOf[text] { return known }
      let number = UInt32(values.count)
      numberOf[text] = number
      values.append(LuaString(text))
      return number
    }
    try hold(texts.count * 4 + values.reduce(0) { $0 + 64 + $1.bytes.count })
    return .texts(codes: try codes(by: index), map: LuaBuffer(map), values: values)
  }

  private func codes(by index: Index) throws -> LuaBuffer<UInt32> {
    if let known = indexes[index] { return known }
    try hold(table.count * 4)
    let buffer: LuaBuffer<UInt32>
    switch index {
    case .line: buffer = LuaBuffer(table.lineOf)
    case .day:
      let first = Int32(clamping: table.span.lowerBound)
      buffer = LuaBuffer(table.days.map { UInt32($0 - first) })
    case .quality: buffer = LuaBuffer(table.qualities.map(UInt32.init))
    }
    indexes[index] = buffer
    return buffer
  }

  /// The amounts of a measure as numbers; floats only where they are money.
  func numbers(_ column: AmountColumn, name: String, isMoney: Bool) throws -> LuaColumn {
    switch column.storage {
    case .unknown: return .host { _ in .nil }
    case .narrow(let counts, let places):
      if let known = amounts[name] { return .amounts(known, places: places, isFloat: isMoney) }
      try hold(counts.count * 8)
      let buffer = LuaBuffer(counts)
      amounts[name] = buffer
      return .amounts(buffer, places: places, isFloat: isMoney)
    case .wide:
      return .host { record in
        isMoney
          ? column[record].map { .number($0.approximation) } ?? .nil : .decimal(column[record])
      }
    }
  }

  /// Counts memory for as long as the columns are kept.
  private func hold(_ bytes: Int) throws {
    try context.work(bytes / 64)
    held.append(try context.hold(bytes))
  }
}
