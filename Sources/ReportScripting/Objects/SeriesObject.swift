import LuaHost
import UsageAnalysis
import UsageModel

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
