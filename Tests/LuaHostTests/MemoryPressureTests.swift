import LuaHost
import Testing

/// The memory limit at every point of a script's life: each refusal is an error, and nothing leaks.
@Suite struct MemoryPressureTests {
  private let source = """
    local kept = {}
    for i = 1, 40 do
      local made = host.make { i, name = "n" .. i, list = { 1, 2, 3 } }
      kept[i] = made.items
      kept[#kept + 1] = host.apply(function(...) return { ... } end, made, "x")
      pcall(host.fail, made)
      pcall(host.apply, function() error({ made }) end)
      kept["k" .. i] = tostring(made.items) .. made.items.name .. #made.items[5]
      coroutine.wrap(function() coroutine.yield(host.make {}) end)()
      for key in pairs { a = made, b = {}, 3 } do kept[key] = string.format("%s %s", key, made.items) end
    end
    return kept.k1
    """

  private func prepare(_ state: LuaState, _ counter: Counter) throws {
    let type = LuaObjectType(
      name: "counted",
      fields: ["name": { _ in "a name" }],
      operators: [
        .index: HostFunction("counted[]") { call in [.table(LuaTable(array: [call[0], call[1]]))] }
      ]
    )
    let make = HostFunction("host.make") { call in
      let object = LuaValue.object(Counted(counter, type: type))
      return [.table(LuaTable(array: [call[0]], fields: ["name": "x", "items": object]))]
    }
    let apply = HostFunction("host.apply") { call in
      guard case .function(let function) = call[0] else { throw HostError("no function") }
      return try function.call(Array(call.arguments.dropFirst()))
    }
    let fail = HostFunction("host.fail") { _ in
      throw HostError(String(repeating: "no ", count: 100))
    }
    try state.setModule("host", functions: [make, apply, fail])
  }

  @Test func `every refusal of memory is an error that releases everything`() throws {
    let counter = Counter()
    var ends: Set<LuaError.Code?> = []
    for limit in stride(from: 10_000, through: 260_000, by: 1_111) {
      var code: LuaError.Code?
      do {
        try run(source, limits: LuaLimits(memory: limit)) { try prepare($0, counter) }
      } catch let error as LuaError {
        code = error.code
        if code == .syntax || code == .runtime { Issue.record(error) }
      }
      ends.insert(code)
      #expect(counter.made == counter.released, "at \(limit) bytes")
    }
    #expect(ends == [nil, .memory])
  }
}
