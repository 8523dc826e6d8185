import LuaHost
import UsageAnalysis

/// A comparison of two groupings.
struct ComparisonObject: LuaObject {
  let comparison: FrameComparison
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("comparison") }
}

extension ComparisonObject {
  /// Two groupings by the same dimensions.
  init(from before: GroupsObject, to after: GroupsObject) throws {
    try after.context.work((before.groups.rows.count + after.groups.rows.count) * 32)
    try self.init(FrameComparison(from: before.groups, to: after.groups), in: after.context)
  }

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
