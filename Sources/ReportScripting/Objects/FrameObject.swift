import LuaHost
import UsageAnalysis
import UsageModel

/// Usage in a script.
struct FrameObject: LuaObject {
  let frame: UsageFrame
  /// How many records the frame was loaded with, however few of them are left.
  let loaded: Int
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("frame") }
}

/// Grouped usage in a script, with the columns that the script computed.
struct GroupsObject: LuaObject {
  let groups: GroupedFrame
  /// How many records the grouped frame was loaded with.
  let loaded: Int
  let memory: HeldMemory
  /// Computed columns: a name, and a value a row.
  var computed: [(name: String, values: [LuaValue])] = []
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("groups") }
}

/// A series in a script.
struct SeriesObject: LuaObject {
  let points: [SeriesPoint]
  let measure: SeriesMeasure
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("series") }
}

/// One slot of a series.
struct PointObject: LuaObject {
  let point: SeriesPoint
  let measure: SeriesMeasure
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("point") }
}

/// A comparison of two groupings.
struct ComparisonObject: LuaObject {
  let comparison: FrameComparison
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("comparison") }
}

/// One row of a frame, a grouping or a comparison: an immutable value with named fields.
///
/// Scripts keep many of them, so a row is its number and what all of them share.
struct RowObject: LuaObject {
  /// What the rows of one source have in common.
  final class Layout {
    let names: [String]
    /// The source's memory, which lives as long as a row does.
    private let memory: HeldMemory
    private let own: HeldMemory
    let luaType: LuaObjectType
    /// A field's value in a row, read when it is asked for.
    let read: (_ index: Int, _ name: String) throws -> LuaValue

    init(
      _ names: [String],
      _ memory: HeldMemory,
      in context: ScriptContext,
      read: @escaping (_ index: Int, _ name: String) throws -> LuaValue
    ) throws(LuaError) {
      self.names = names
      own = try context.hold(MemorySize.group + names.count * 32)
      self.memory = memory
      self.read = read
      luaType = try rowType(fields: names, in: context)
    }
  }

  let layout: Layout
  let index: Int

  var luaType: LuaObjectType { layout.luaType }

  func value(_ name: String) throws -> LuaValue {
    guard layout.names.contains(name) else {
      throw HostError(
        "unknown column \(describe(.text(name)))\(suggestion(for: name, in: layout.names))"
      )
    }
    return try layout.read(index, name)
  }
}

/// The metatable of rows with the given fields, one for each set of them in a run.
private func rowType(fields: [String], in context: ScriptContext) throws(LuaError) -> LuaObjectType
{
  let names = Set(fields).sorted()
  let key = "row " + names.joined(separator: " ")
  if let type = context.types[key] { return type }
  // It stays until the run ends.
  try context.state?.chargeMemory(key.utf8.count + names.count * 200)
  let type = LuaObjectType(
    name: "row",
    fields: Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, { object in try (object as? RowObject)?.value(name) ?? .nil })
      }
    )
  )
  context.types[key] = type
  return type
}

extension FrameObject {
  /// A frame of some of this one's records.
  func part(_ frame: UsageFrame) throws(LuaError) -> LuaValue {
    let memory = try context.hold(frame.count * MemorySize.place, owner: memory)
    return .object(FrameObject(frame: frame, loaded: loaded, memory: memory, context: context))
  }

  /// One row for each combination of the dimensions' values.
  func grouped(by dimensions: [UsageDimension]) throws -> GroupsObject {
    try context.work(loaded * (dimensions.count + 2) * 8)
    let groups = try frame.grouped(by: dimensions)
    let memory = try context.hold(GroupsObject.size(of: groups), owner: memory)
    return GroupsObject(groups: groups, loaded: loaded, memory: memory, context: context)
  }

  /// What the frame adds up to.
  func totals() throws -> UsageTotals {
    try context.work(frame.count)
    return try frame.totals()
  }

  /// The sums along time.
  func points(_ measure: SeriesMeasure, by kind: Period.Kind) throws -> [SeriesPoint] {
    // The records of the whole tell on which days anything is known.
    try context.work(loaded * 4 + frame.days.count * 8)
    let transient = try context.hold(frame.days.count * MemorySize.point * 3)
    return try withExtendedLifetime(transient) { try frame.series(of: measure, by: kind) }
  }
}

extension GroupsObject {
  /// A grouping of the same frame with other rows.
  func with(
    _ groups: GroupedFrame,
    computed: [(name: String, values: [LuaValue])] = []
  ) throws(LuaError) -> GroupsObject {
    let memory = try context.hold(Self.size(of: groups, computed), owner: memory)
    return GroupsObject(
      groups: groups,
      loaded: loaded,
      memory: memory,
      computed: computed,
      context: context
    )
  }

  /// About how many bytes the rows take.
  static func size(
    of groups: GroupedFrame,
    _ computed: [(name: String, values: [LuaValue])] = []
  ) -> Int {
    let row =
      MemorySize.group + groups.dimensions.count * 32 + computed.count * MemorySize.value
    return groups.rows.count * row
      + groups.rows.reduce(0) { $0 + $1.frame.count } * MemorySize.place
  }

  /// The frame of a row.
  func frame(of row: GroupedFrame.Row) -> FrameObject {
    FrameObject(frame: row.frame, loaded: loaded, memory: memory, context: context)
  }

  /// The frame that was grouped.
  var whole: FrameObject {
    FrameObject(frame: groups.whole, loaded: loaded, memory: memory, context: context)
  }
}

extension ComparisonObject {
  /// A comparison, its rows counted.
  init(_ comparison: FrameComparison, in context: ScriptContext) throws(LuaError) {
    let size = MemorySize.group + comparison.dimensions.count * 32
    self.init(
      comparison: comparison,
      memory: try context.hold(comparison.rows.count * size),
      context: context
    )
  }
}

extension SeriesObject {
  /// A series, its slots counted.
  init(_ points: [SeriesPoint], _ measure: SeriesMeasure, in context: ScriptContext)
    throws(LuaError)
  {
    self.init(
      points: points,
      measure: measure,
      memory: try context.hold(points.count * MemorySize.point),
      context: context
    )
  }
}
