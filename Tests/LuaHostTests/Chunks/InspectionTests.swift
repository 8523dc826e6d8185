import LuaHost
import Testing

/// What can be known of a source without running it.
struct InspectionTests {
  private func inspect(_ source: String) throws -> SourceInspection {
    let state = try LuaState()
    try state.setGlobal("usage", to: 1)
    return try state.inspect(Array(source.utf8), name: "test.lua")
  }

  private func reads(_ source: String) throws -> [String] {
    try inspect(source).reads.map { "\($0.name):\($0.line)" }
  }

  private func assignments(_ source: String) throws -> [String] {
    try inspect(source).assignments.map { "\($0.name):\($0.line)\($0.isInFunction ? " in" : "")" }
  }

  @Test func `Globals are found on their lines, also in functions of functions`() throws {
    let source = """
      local a = first
      local function f()
        return function()
          return second.x, a, third(fourth)
        end
      end
      fifth = 1
      function sixth() seventh = eighth end
      """
    #expect(try reads(source) == ["first:1", "second:4", "third:4", "fourth:4", "eighth:8"])
    #expect(try assignments(source) == ["fifth:7", "sixth:8", "seventh:8 in"])
  }

  @Test func `Locals, parameters, fields, methods and labels are no globals`() throws {
    let source = """
      local a <const>, b = 1, { c = 2 }
      local function f(d, ...) for e = 1, d do b.g = e end for h in ... do b:i(h) end end
      goto done
      ::done::
      return f
      """
    #expect(try reads(source) == [])
    #expect(try assignments(source) == [])
  }

  @Test(arguments: [1, 2, 127, 128, 129, 300, 5000])
  func `A line is exact however far it is from the one before`(distance: Int) throws {
    let gap = String(repeating: "\n", count: distance)
    #expect(try reads("local a = x\(gap)local b = y") == ["x:1", "y:\(1 + distance)"])
  }

  @Test(arguments: [10, 250, 256, 257, 400])
  func `Names are found among any number of constants`(count: Int) throws {
    let fields = (0..<count).map { "t.f\($0) = 'v\($0)'" }.joined(separator: "\n")
    let source = "local t = {}\n\(fields)\nt.x = wanted + usage\nassigned = t.x + 1\nt.y = (wanted)"
    let long = String(repeating: "long", count: 20)
    #expect(
      try reads("\(source)\nt.z = \(long)") == [
        "wanted:\(count + 2)", "usage:\(count + 2)", "wanted:\(count + 4)", "\(long):\(count + 5)",
      ]
    )
    #expect(try assignments(source) == ["assigned:\(count + 3)"])
  }

  @Test func `The names of a local _ENV are no globals`() throws {
    let source = """
      local before = outside
      local _ENV = { print = before }
      print(inside)
      local function f() also = inside end
      """
    let inspection = try inspect(source)
    #expect(inspection.reads.map(\.name) == ["outside"])
    #expect(inspection.assignments.isEmpty)
    #expect(inspection.isOpen)
  }

  @Test(arguments: [
    "_G[name] = 1", "setmetatable(_G, {})", "local g = _G", "_ENV.x = 1",
    "for k in pairs(_G) do end",
  ])
  func `A source that takes the table of globals into its hands may define anything`(
    source: String
  ) throws {
    #expect(try inspect(source).isOpen)
  }

  @Test func `A global by its name in _G is known, and nothing more is open`() throws {
    let inspection = try inspect("_G.answer = 42\nreturn _G.question, t._G, ({ _G = 1 })._ENV")
    #expect(inspection.namesInG == ["answer", "question"])
    #expect(inspection.isOpen == false)
  }

  @Test func `Modules with a fixed name are found`() throws {
    let inspection = try inspect(
      "local a, b = require 'one', require(\"lib.two\")\nreturn require(a), x.require 'three'"
    )
    #expect(inspection.required == ["one", "lib.two"])
  }

  @Test func `A comparison of a field with zero is found, in any form`() throws {
    let source = """
      local m = usage
      local a = m.cost == 0
      if 0 == m.cost then a = 1 end
      if m.value ~= 0.0 then a = 2 end
      while not (m.inner.cost == 0) do a = 3 end
      """
    #expect(
      try inspect(source).zeroComparisons.map { "\($0.field):\($0.line)" }
        == ["cost:2", "cost:3", "value:4", "cost:5"]
    )
  }

  @Test(arguments: [
    "local m = usage return m.cost == 1", "local m = usage return m == 0",
    "local m = usage return m.cost > 0", "local m = usage return m.cost == m.zero",
    "local m = usage return m.cost == -0x1p-1", "local m = usage return m.cost == '0'",
  ])
  func `No other comparison is taken for one`(source: String) throws {
    #expect(try inspect(source).zeroComparisons.isEmpty)
  }

  @Test func `A source that is no Lua is an error with its line`() throws {
    let error = try #require(throws: LuaError.self) { try inspect("local a = 1\nlocal = 2") }
    #expect(error.code == .syntax)
    #expect(
      error.description == """
        test.lua:2: <name> expected near '='
             2 | local = 2
               |       ^
        """
    )
  }

  @Test func `Inspecting runs nothing`() throws {
    let state = try LuaState()
    var lines: [String] = []
    state.onPrint = { lines.append($0.text) }
    _ = try state.inspect(Array("print 'ran' x = 1".utf8), name: "test.lua")
    #expect(lines == [])
    let results = try state.run(Array("return x".utf8), name: "later.lua")
    #expect(results.map(\.typeName) == ["nil"])
  }
}
