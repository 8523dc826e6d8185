import LuaHost
import UsageAnalysis
import UsageModel

/// Usage in a script.
struct FrameObject: LuaObject {
  let frame: UsageFrame
  /// The dimensions that the script named when it loaded the frame, and those it added; nil for all.
  let asked: [UsageDimension]?
  /// Columns that a script added and that gave no value at all: nothing tells whether they hold texts.
  var undecided: Set<UsageDimension> = []
  /// How many records the frame was loaded with, however few of them are left.
  let loaded: Int
  /// What the script computed and is no text, by the places of the records in the frame's table.
  var computed: [ComputedColumn] = []
  /// What divided the frame's costs, where an allocation made it; parts of such a frame have none.
  let shares: AllocationResult?
  /// The frame's columns as scripts read them.
  let columns: FrameTable
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type(shares == nil ? "frame" : "shares") }

  init(
    _ frame: UsageFrame,
    asked: [UsageDimension]?,
    undecided: Set<UsageDimension> = [],
    loaded: Int,
    computed: [ComputedColumn] = [],
    shares: AllocationResult? = nil,
    columns: FrameTable? = nil,
    memory: HeldMemory,
    in context: ScriptContext
  ) {
    self.frame = frame
    self.asked = asked
    self.undecided = undecided
    self.loaded = loaded
    self.computed = computed
    self.shares = shares
    self.columns = columns ?? FrameTable(frame.table, in: context)
    self.memory = memory
    self.context = context
  }

  /// A column that a script computed.
  struct ComputedColumn {
    let name: String
    /// By the places of the records in the frame's table.
    let values: [LuaValue]
    /// The same of the stretch before.
    let earlier: [LuaValue]
  }
}

extension FrameObject {
  /// A frame of some of this one's records.
  func part(_ frame: UsageFrame) throws(LuaError) -> FrameObject {
    try like(frame, shares: nil)
  }

  /// A frame of the same records in another order, which tells as much of how they came about.
  func ordered(_ frame: UsageFrame) throws(LuaError) -> FrameObject {
    try like(frame, shares: shares)
  }

  private func like(
    _ frame: UsageFrame,
    shares: AllocationResult?
  ) throws(LuaError) -> FrameObject {
    FrameObject(
      frame,
      asked: asked,
      undecided: undecided,
      loaded: loaded,
      computed: computed,
      shares: shares,
      columns: columns,
      memory: try context.hold(frame.count * MemorySize.place, owner: memory),
      in: context
    )
  }

  /// One row for each combination of the dimensions' values.
  func grouped(by dimensions: [UsageDimension]) throws -> GroupsObject {
    try context.work(loaded * 2)
    let groups = try frame.grouped(by: dimensions)
    let memory = try context.hold(GroupsObject.size(of: groups), owner: memory)
    return GroupsObject(groups: groups, of: self, memory: memory, context: context)
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
