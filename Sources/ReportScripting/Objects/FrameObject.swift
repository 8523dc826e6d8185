import LuaHost
import UsageAnalysis
import UsageModel

/// Usage in a script.
struct FrameObject: LuaObject {
  let frame: UsageFrame
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("frame") }
}

/// Grouped usage in a script, with the columns that the script computed.
struct GroupsObject: LuaObject {
  let groups: GroupedFrame
  /// Computed columns: a name, and a value a row.
  var computed: [(name: String, values: [LuaValue])] = []
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("groups") }
}

/// A series in a script.
struct SeriesObject: LuaObject {
  let points: [SeriesPoint]
  let measure: SeriesMeasure
  let kind: Period.Kind
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
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("comparison") }
}

/// One row of a frame, a grouping or a comparison: an immutable value with named fields.
struct RowObject: LuaObject {
  /// The row's fields, read when asked for.
  let fields: [(name: String, read: () throws -> LuaValue)]
  let luaType: LuaObjectType

  func value(_ name: String) throws -> LuaValue {
    guard let field = fields.first(where: { $0.name == name }) else {
      throw HostError(
        "unknown column \"\(name)\"\(suggestion(for: name, in: fields.map(\.name)))"
      )
    }
    return try field.read()
  }
}
