import LuaHost
import Testing

@Suite struct HostFunctionTests {
  private let echo = HostFunction("host.echo") { $0.arguments }

  @Test func `arguments and results go through`() throws {
    let source = "return host.echo(1, 'a', nil, { x = 2 }, nil)"
    let results = try shown(source) { try $0.setModule("host", functions: [echo]) }
    #expect(results == #"1 "a" nil {x=2} nil"#)
  }

  @Test func `an error has the place, the name and the message`() throws {
    let function = HostFunction("usage.load") { _ in
      throw HostError(#"unknown dimension "provder"; did you mean "provider"?"#)
    }
    let source = """
      local month = 1


      local spend = usage.load { period = month, dims = { "app", "provder" } }
      """
    let error = failure(of: source) { try $0.setModule("usage", functions: [function]) }
    #expect(
      error?.description == """
        test.lua:4: usage.load: unknown dimension "provder"; did you mean "provider"?
             4 | local spend = usage.load { period = month, dims = { "app", "provder" } }
               |                                                             ^
        stack: test.lua:4 in main chunk
        """
    )
  }

  @Test func `a script catches an error of the host as text`() throws {
    let function = HostFunction("host.fail") { _ in throw HostError("no") }
    let results = try shown("return pcall(host.fail)") {
      try $0.setModule("host", functions: [function])
    }
    #expect(results == #"false "test.lua:1: host.fail: no""#)
  }

  @Test func `errors from Swift release all objects`() throws {
    let counter = Counter()
    let function = HostFunction("host.fail") { _ in
      let object = Counted(counter)
      guard object.isThere, counter.made < 0 else { throw HostError("no") }
      return [.object(object)]
    }
    try run("for i = 1, 1000 do pcall(host.fail) end") {
      try $0.setModule("host", functions: [function])
    }
    #expect(counter.made == 1000)
    #expect(counter.released == 1000)
  }

  @Test func `a wrong argument from Swift's side releases what was made`() throws {
    let counter = Counter()
    let function = HostFunction("host.make") { _ in
      var table = LuaTable(array: [.object(Counted(counter))])
      table.others = [(key: nil, value: 1)]
      return [.table(table)]
    }
    try run("for i = 1, 1000 do assert(not pcall(host.make)) end") {
      try $0.setModule("host", functions: [function])
    }
    #expect(counter.released == 1000)
  }

  @Test func `a call knows its place`() throws {
    let places = Places()
    let function = HostFunction("host.here") { call in
      places.list.append(call.place)
      return []
    }
    try run("\nhost.here()\nlocal f = function()\n  host.here()\nend\npcall(f)") {
      try $0.setModule("host", functions: [function])
    }
    #expect(
      places.list == [LuaPlace(file: "test.lua", line: 2), LuaPlace(file: "test.lua", line: 4)]
    )
  }

  @Test func `a place is nil after the call`() throws {
    var kept: [HostCall] = []
    let state = try LuaState()
    try state.setGlobal(
      "f",
      to: .hostFunction(
        HostFunction("f") { call in
          kept.append(call)
          return []
        }
      )
    )
    _ = try state.run(Array("f()".utf8), name: "a.lua")
    #expect(kept.map(\.place) == [nil])
    kept = []
  }

  @Test func `a function is gone with its state`() throws {
    let counter = Counter()
    try run("return host.f()") {
      let object = Counted(counter)
      try $0.setModule(
        "host",
        functions: [HostFunction("host.f") { _ in [.boolean(object.isThere)] }]
      )
    }
    #expect(counter.released == 1)
  }

  @Test func `an unknown name of a module is an error with a suggestion`() {
    let error = failure(of: "host.ecko(1)") { try $0.setModule("host", functions: [echo]) }
    #expect(error?.message == #"host has no "ecko"; did you mean "echo"?"#)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 1))
  }

  @Test func `a module does not change`() {
    let error = failure(of: "host.new = 1") { try $0.setModule("host", functions: [echo]) }
    #expect(error?.message == "host cannot be changed")
  }

  @Test func `a module can be called and has values`() throws {
    let results = try shown("return period.default, period('2026-10')") {
      try $0.setModule(
        "period",
        values: ["default": "month"],
        call: HostFunction("period") { call in [call[0], .integer(Int64(call.arguments.count))] }
      )
    }
    #expect(results == #""month" "2026-10" 1"#)
  }

  @Test func `the error of a called module names the script's line`() throws {
    let error = failure(of: "\nlocal p = period(1)") {
      try $0.setModule(
        "period",
        call: HostFunction("period") { _ in throw HostError("not a period") }
      )
    }
    #expect(error?.description.hasPrefix("test.lua:2: period: not a period\n") == true)
  }

  @Test func `a host function returns functions`() throws {
    let source = "local total = 0 for i in host.upto(4) do total = total + i end return total"
    let results = try shown(source) { state in
      try state.setModule(
        "host",
        functions: [
          HostFunction("host.upto") { call in
            guard case .integer(let last) = call[0] else { return [] }
            let counter = Counter()
            return [
              .hostFunction(
                HostFunction("host.upto.next") { _ in
                  counter.made += 1
                  return counter.made <= last ? [.integer(Int64(counter.made))] : []
                }
              )
            ]
          }
        ]
      )
    }
    #expect(results == "10")
  }
}

final class Counter {
  var made = 0
  var released = 0
}

private final class Places {
  var list: [LuaPlace?] = []
}

/// An object that counts its life.
final class Counted: LuaObject {
  let counter: Counter
  var isThere: Bool { true }
  let luaType: LuaObjectType

  init(_ counter: Counter, type: LuaObjectType = LuaObjectType(name: "counted")) {
    self.counter = counter
    self.luaType = type
    counter.made += 1
  }

  deinit { counter.released += 1 }
}
