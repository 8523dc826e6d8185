import LuaHost

/// Everything that scripts find besides Lua's own functions: one table of definitions.
struct Interface {
  let modules: [ModuleDefinition]
  let objects: [ObjectDefinition]

  /// Makes the interface for one run.
  init(_ context: ScriptContext) {
    modules = [
      scriptModule(context), paramsModule(context), periodModule(context), moneyModule(context),
      usageModule(context), allowancesModule(context), invoicesModule(context),
      reportModule(context), chartModule(context), fmtModule(context), logModule(context),
    ]
    objects = [
      periodObject(context), dayObject(context), moneyObject(context), frameObject(context),
      groupsObject(context), comparisonObject(context), seriesObject(context),
      pointObject(context), reportObject(context), reportsObject(context), chartObject(context),
    ]
  }

  /// Puts the interface into a state.
  func install(in state: LuaState, for context: ScriptContext) throws(LuaError) {
    for object in objects { context.types[object.name] = object.luaType }
    for module in modules {
      if let call = module.call, module.functions.isEmpty {
        try state.setGlobal(module.name, to: .hostFunction(call.hostFunction))
      } else {
        try state.setModule(
          module.name,
          functions: module.functions.map(\.hostFunction),
          values: [:],
          call: module.call?.hostFunction
        )
      }
    }
  }
}
