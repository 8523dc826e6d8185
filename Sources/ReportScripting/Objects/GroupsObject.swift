import LuaHost
import UsageAnalysis
import UsageModel

/// Grouped usage in a script, with the columns that the script computed.
struct GroupsObject: LuaObject {
  let groups: GroupedFrame
  /// The frame that was grouped.
  let whole: FrameObject
  let memory: HeldMemory
  /// Computed columns: a name, and a value a row.
  var computed: [(name: String, values: [LuaValue])] = []
  /// Whether `where` was asked: what it would say of groups that only the stretch before had is not known.
  var isFiltered = false
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("groups") }

  init(
    groups: GroupedFrame,
    of whole: FrameObject,
    memory: HeldMemory,
    computed: [(name: String, values: [LuaValue])] = [],
    context: ScriptContext
  ) {
    self.groups = groups
    self.whole = whole
    self.memory = memory
    self.computed = computed
    self.context = context
  }
}

extension GroupsObject {
  /// A grouping of the same frame with other rows.
  func with(
    _ groups: GroupedFrame,
    computed: [(name: String, values: [LuaValue])] = []
  ) throws(LuaError) -> GroupsObject {
    let memory = try context.hold(Self.size(of: groups, computed), owner: memory)
    var object = GroupsObject(
      groups: groups,
      of: whole,
      memory: memory,
      computed: computed,
      context: context
    )
    object.isFiltered = isFiltered
    return object
  }

  /// About how many bytes the rows take.
  static func size(
    of groups: GroupedFrame,
    _ computed: [(name: String, values: [LuaValue])] = []
  ) -> Int {
    let row =
      MemorySize.group + groups.dimensions.count * 32 + computed.count * MemorySize.value
    return groups.rows.count * row
      + groups.rows.reduce(0) { $0 + $1.count } * MemorySize.place
  }

  /// How many records the grouped frame was loaded with.
  var loaded: Int { whole.loaded }

  /// The frame of a row.
  func frame(of row: GroupedFrame.Row) throws(LuaError) -> FrameObject {
    try whole.part(row.frame)
  }
}
