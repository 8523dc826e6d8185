import LuaHost

/// What test files find besides everything that reports find: `test`, `expect` and `run`.
struct TestInterface {
  let functions: [Definition]
  let expectation: ObjectDefinition
  private let context: ScriptContext

  init(_ input: ScriptTestInput, _ registry: TestRegistry, _ context: ScriptContext) {
    self.context = context
    expectation = expectationObject(registry, context)
    functions = [
      testFunction(registry), expectFunction(context),
      Definition(
        "run",
        "Runs a report script on usage that the test makes up, and returns what it made.",
        [Parameter("what", .table, "the options below")],
        options: TestedReport.options,
        result: "table"
      ) { arguments in [try TestedReport(arguments, input, context).result()] },
    ]
  }

  /// Puts the functions into a state.
  func install(in state: LuaState) throws(LuaError) {
    context.types[expectation.name] = expectation.luaType()
    for function in functions {
      try state.setGlobal(function.name, to: .hostFunction(function.hostFunction))
    }
  }
}

/// `test("name", function() … end)`.
private func testFunction(_ registry: TestRegistry) -> Definition {
  Definition(
    "test",
    "Adds a test; it runs when the whole file was read.",
    [
      Parameter("name", .text, "what the test says, in words"),
      Parameter("body", .function, "what it does; an error in it is a failure"),
    ]
  ) { arguments in
    let name = try arguments.text(0)
    guard case .function(let body) = arguments[1] else {
      throw HostError("argument 2 (body): expected a function of the file")
    }
    guard !registry.isRunning else {
      throw HostError("a test cannot be added by another one; write them one after the other")
    }
    guard !registry.tests.contains(where: { $0.name == name }) else {
      throw HostError("there are two tests \(describe(.text(name))); give each a name of its own")
    }
    let place = arguments.place ?? LuaPlace(file: "", line: 0)
    registry.tests.append(TestRegistry.Test(name: name, place: place, body: body))
    return []
  }
}
