import LuaHost
import UsageAnalysis
import UsageModel

extension FrameObject {
  /// The records that fit a table of conditions, or for which a function returns true.
  func filtered(by condition: LuaValue) throws -> FrameObject {
    switch condition {
    case .table(let table):
      let filter = try usageFilter(table, as: "argument 1 (condition): ", of: self)
      let steps = filter.conditions.reduce(0) { $0 + $1.size }
      try context.work(loaded + frame.table.lines.count * steps)
      return try part(frame.filtered(by: filter))
    case .function(let function):
      let rows = (now: try rows(), before: try earlierRows())
      let earlier = frame.earlier
      return try part(
        frame.with(
          places: try passing(function, frame.places, of: rows.now),
          before: try passing(function, earlier.places, of: rows.before)
        )
      )
    default: return self
    }
  }

  /// The places of the records for which a function returns neither nil nor false.
  private func passing(
    _ function: LuaFunction,
    _ places: [UInt32]?,
    of rows: LuaRows
  ) throws -> [UInt32] {
    try (places ?? Array(0..<UInt32(rows.records))).filter { place in
      try context.work(1)
      let row = LuaRow(rows, record: Int(place))
      switch try function.call([.object(row)]).first ?? .nil {
      case .nil, .boolean(false): return false
      default: return true
      }
    }
  }

  /// The records by a column, largest first unless asked; those without a value come last.
  func sorted(by column: String, ascending: Bool) throws -> FrameObject {
    try context.work(frame.count * 16)
    let table = frame.table
    let places = frame.places ?? Array(0..<UInt32(table.count))
    func ordered<Key: Comparable>(_ key: (Int) -> Key?) -> [UInt32] {
      let keyed = places.map { (place: $0, key: key(Int($0))) }
      return keyed.enumerated().sorted { left, right in
        switch (left.element.key, right.element.key) {
        case (let first?, let second?) where first != second:
          ascending ? first < second : first > second
        case (.some, nil): true
        case (nil, .some): false
        default: left.offset < right.offset
        }
      }.map(\.element.place)
    }
    switch column {
    case "cost": return try self.ordered(frame.with(places: ordered { table.costs[$0] }))
    case "requests": return try self.ordered(frame.with(places: ordered { table.requests[$0] }))
    case "quantity": return try self.ordered(frame.with(places: ordered { table.quantities[$0] }))
    case "day": return try self.ordered(frame.with(places: ordered { table.days[$0] }))
    default:
      guard let dimension = dimension(named: column) else {
        throw unknownColumn(column, among: dimensions.map(\.scriptName) + recordColumns)
      }
      return try self.ordered(frame.with(places: ordered { table.text(of: dimension, at: $0) }))
    }
  }

  /// The frame with a column that a function of the row computes: a dimension where it gives texts, else values.
  ///
  /// A column without any value may be either, as in a month without usage. It can be asked for as a dimension, so
  /// that a script that works in one month works in every month, and it reads as nil.
  func mapped(_ name: String, _ function: LuaFunction) throws -> FrameObject {
    guard !columnNames.contains(name), UsageDimension(name: name) == nil,
      !Self.fieldsOfGroups.contains(name)
    else {
      throw HostError("column \"\(name)\": the row has a field of that name; choose another")
    }
    // What the script computes is kept for it.
    try memory.grow(by: frame.table.count * MemorySize.value)
    let values = try values(of: function, frame.places, in: try rows())
    try memory.grow(by: frame.earlier.table.count * MemorySize.value)
    let earlier = try self.values(of: function, frame.earlier.places, in: try earlierRows())
    let added = UsageDimension.added(name)
    guard case .tag(let tag) = added else { return self }
    let isText = values.contains(where: \.isText) || earlier.contains(where: \.isText)
    let isKnown = isText || !values.allSatisfy(\.isNil) || !earlier.allSatisfy(\.isNil)
    let column = ComputedColumn(name: name, values: values, earlier: earlier)
    if isKnown, !(isText && values.allSatisfy(\.isTextOrNil)) {
      var object = self
      object.computed.append(column)
      return object
    }
    let labelled = frame.labelled(
      tag,
      now: { values[$0].textOfText },
      before: { earlier[$0].textOfText }
    )
    try memory.grow(by: labelled.table.lines.count * 400)
    return FrameObject(
      labelled,
      asked: isKnown ? (asked ?? []) + [added] : asked,
      undecided: isKnown ? undecided : undecided.union([added]),
      loaded: loaded,
      computed: isKnown ? computed : computed + [column],
      memory: memory,
      in: context
    )
  }

  /// The fields of groups and comparisons, which a dimension would hide.
  private static let fieldsOfGroups: Set<String> = [
    "key", "share", "before", "after", "trend", "frame", "change", "percent", "requests_before",
    "requests_after", "total",
  ]

  /// What a function gives for records, by their places; nil for all others.
  private func values(
    of function: LuaFunction,
    _ places: [UInt32]?,
    in rows: LuaRows
  ) throws -> [LuaValue] {
    var values = [LuaValue](repeating: .nil, count: rows.records)
    for place in places ?? Array(0..<UInt32(rows.records)) {
      try context.work(1)
      let row = LuaRow(rows, record: Int(place))
      let value = try function.call([.object(row)]).first ?? .nil
      try memory.grow(by: value.heldBytes)
      values[Int(place)] = value
    }
    return values
  }

  /// The dimensions by which two frames are compared: those that the script named of both, in the order of this one.
  func comparedDimensions(with other: FrameObject) throws(HostError) -> [UsageDimension] {
    let own = try comparedDimensions(for: "compare")
    let others = try other.comparedDimensions(for: "compare")
    let all = own + others.filter { !own.contains($0) }
    guard
      all.allSatisfy({ own.contains($0) || undecided.contains($0) }),
      all.allSatisfy({ others.contains($0) || other.undecided.contains($0) })
    else { throw HostError("both frames must be loaded with the same `dims`") }
    return all
  }

  /// The dimensions that the script named and that are no time, by which frames are compared.
  func comparedDimensions(for method: String) throws(HostError) -> [UsageDimension] {
    let own = (asked ?? []).filter { !$0.isOfDay }
    guard !own.isEmpty else {
      throw HostError(
        "the frame was loaded without `dims`, so it has no groups; "
          + "name them: frame:by(\"app\"):\(method)(…)"
      )
    }
    return own
  }
}

/// The error about a column that a frame does not have.
func unknownColumn(_ name: String, among known: [String]) -> HostError {
  HostError("unknown column \(describe(.text(name)))\(suggestion(for: name, in: known))")
}

extension LuaValue {
  /// About how many bytes the host keeps for the value beyond the value itself.
  var heldBytes: Int {
    switch self {
    case .string(let text): text.bytes.count > 15 ? text.bytes.count + 32 : 0
    case .table(let table):
      table.array.reduce(MemorySize.group) { $0 + MemorySize.value + $1.heldBytes }
        + table.fields.reduce(0) { sum, field in
          sum + MemorySize.value + MemorySize.text(field.key) + field.value.heldBytes
        }
        + table.others.reduce(0) { sum, entry in
          sum + MemorySize.value * 2 + entry.key.heldBytes + entry.value.heldBytes
        }
    default: 0
    }
  }

  fileprivate var isNil: Bool { if case .nil = self { true } else { false } }

  fileprivate var isText: Bool { if case .string = self { true } else { false } }

  fileprivate var isTextOrNil: Bool { if case .nil = self { true } else { isText } }

  fileprivate var textOfText: String? {
    if case .string(let text) = self { text.text } else { nil }
  }
}
