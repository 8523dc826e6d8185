import LuaHost
import UsageAnalysis
import UsageModel

/// The columns of a record besides its dimensions.
let recordColumns = ["cost", "requests", "quantity"]

extension FrameObject {
  /// The frame's dimensions: first those that the script named, in its order.
  var dimensions: [UsageDimension] {
    let tags = frame.dimensions.subtracting(UsageDimension.named).sorted { $0.name < $1.name }
    let known = UsageDimension.named.filter(frame.dimensions.contains) + tags
    let first = (asked ?? []).filter(frame.dimensions.contains)
    return first + known.filter { !first.contains($0) }
  }

  /// The names of all columns: dimensions, then measures, then what the script computed.
  var columnNames: [String] {
    dimensions.map(\.scriptName) + recordColumns + computed.map(\.name)
  }

  /// The dimension of a name; nil where the frame has none.
  func dimension(named name: String) -> UsageDimension? {
    let added = UsageDimension.added(name)
    if frame.dimensions.contains(added) { return added }
    if name == UsageDimension.target.name, frame.dimensions.contains(.target) { return .target }
    return UsageDimension(name: name).flatMap { frame.dimensions.contains($0) ? $0 : nil }
  }

  /// The rows of the frame, with all columns.
  func rows() throws -> LuaRows {
    try rows(of: columnNames, isPlain: false)
  }

  /// The rows with some columns only; money as plain numbers where asked.
  func rows(of names: [String], isPlain: Bool) throws -> LuaRows {
    try rows(of: names, in: columns, places: frame.places, isPlain: isPlain)
  }

  /// The records of the stretch before, as rows that are numbered like its table.
  func earlierRows() throws -> LuaRows {
    let earlier = FrameTable(frame.earlier.table, in: context)
    return try rows(of: columnNames, in: earlier, places: nil, isPlain: false)
  }

  private func rows(
    of names: [String],
    in columns: FrameTable,
    places: [UInt32]?,
    isPlain: Bool
  ) throws -> LuaRows {
    var seen: Set<String> = []
    let held = try context.hold((places?.count ?? 0) * 4, owner: memory)
    return try LuaRows(
      records: columns.table.count,
      columns: names.filter { seen.insert($0).inserted }
        .map { ($0, try column($0, in: columns, isPlain: isPlain)) },
      order: places.map { LuaBuffer($0) },
      keeping: Kept(columns: columns, memory: held)
    )
  }

  private func column(
    _ name: String,
    in columns: FrameTable,
    isPlain: Bool
  ) throws -> LuaColumn {
    let (table, context) = (columns.table, context)
    if let computed = computed.first(where: { $0.name == name }) {
      let values = columns === self.columns ? computed.values : computed.earlier
      return .host { record in
        let value = values[record]
        return isPlain ? value.money.map { .number($0.amount.approximation) } ?? value : value
      }
    }
    switch name {
    case "cost" where isPlain:
      return try columns.numbers(table.costs, name: name, isMoney: true)
    case "cost": return .host { record in .cost(table.costs[record], in: context) }
    case "requests": return try columns.numbers(table.requests, name: name, isMoney: false)
    case "quantity": return try columns.numbers(table.quantities, name: name, isMoney: false)
    case "day": return .host { record in .day(table.day(at: record), in: context) }
    default: return try columns.texts(of: dimension(named: name) ?? .tag(name))
    }
  }
}

/// What has to live as long as rows do: the columns that they read, with what is counted for them.
private final class Kept {
  let columns: FrameTable
  let memory: HeldMemory

  init(columns: FrameTable, memory: HeldMemory) {
    self.columns = columns
    self.memory = memory
  }
}

extension UsageDimension {
  /// A dimension that a script added to a frame.
  ///
  /// It is a tag with a name that none of the configuration can have.
  static func added(_ name: String) -> UsageDimension { .tag("\u{0}\(name)") }

  /// The name in scripts: of a dimension that a script added, the name that it gave it.
  var scriptName: String {
    guard case .tag(let tag) = self, tag.first == "\u{0}" else { return name }
    return String(tag.dropFirst())
  }
}
