import LuaHost
import ReportDocument

/// Blocks while they are collected: a report's, or those of a section in it.
final class BlockBuilder {
  var blocks: [Block] = []
  /// Whether the function that was to add the blocks has ended; what came later would be lost.
  var isFinished = false
}

/// A report, or a part of it, in a script.
struct ReportObject: LuaObject {
  let builder: BlockBuilder
  /// The memory of the whole report, its parts among it.
  let memory: HeldMemory
  /// Title and the like; a part of a report has none.
  var head: ReportDocument?
  /// The file that the script chose.
  var file: String?
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("report") }

  /// The finished report.
  var document: ReportDocument? {
    var document = head
    document?.blocks = builder.blocks
    return document
  }
}

/// Several reports from one script.
struct ReportListObject: LuaObject {
  let reports: [ReportObject]
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("reports") }
}

/// A chart in a script.
struct ChartObject: LuaObject {
  let chart: Chart
  let memory: HeldMemory
  let context: ScriptContext

  var luaType: LuaObjectType { context.type("chart") }
}
