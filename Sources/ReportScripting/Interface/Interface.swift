import LuaHost

/// Everything that scripts find besides Lua's own functions: one table of definitions.
struct Interface {
  let modules: [ModuleDefinition]
  let objects: [ObjectDefinition]

  /// Makes the interface for one run.
  init(_ context: ScriptContext) {
    // In the order of the reference: one line a module, so that one more is one line more.
    modules = [
      scriptModule(context),
      paramsModule(context),
      periodModule(context),
      moneyModule(context),
      usageModule(context),
      allowancesModule(context),
      invoicesModule(context),
      metricsModule(context),
      budgetModule(context),
      allocationModule(context),
      forecastModule(context),
      reportModule(context),
      chartModule(context),
      fmtModule(context),
      jsonModule(context),
      logModule(context),
    ]
    objects = [
      periodObject(context),
      dayObject(context),
      moneyObject(context),
      frameObject(context),
      sharesObject(context),
      groupsObject(context),
      comparisonObject(context),
      pivotObject(context),
      seriesObject(context),
      pointObject(context),
      metricObject(context),
      budgetObject(context),
      outlookObject(context),
      eventObject(context),
      ruleObject(context),
      policyObject(context),
      reportObject(context),
      reportsObject(context),
      chartObject(context),
      jsonNullObject(),
      jsonArrayObject(),
    ]
  }

  /// Puts the interface into a state.
  func install(in state: LuaState, for context: ScriptContext) throws(LuaError) {
    for object in objects {
      context.types[object.name] = object.luaType(
        extending: object.parent.flatMap { context.types[$0] }
      )
    }
    for module in modules {
      if let call = module.call, module.functions.isEmpty, module.values.isEmpty {
        try state.setGlobal(module.name, to: .hostFunction(call.hostFunction))
      } else {
        try module.install(in: state)
      }
    }
  }
}
