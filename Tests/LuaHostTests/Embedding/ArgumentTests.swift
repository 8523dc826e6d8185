import LuaHost
import Testing

/// What scripts are told about calls of exposed functions, word for word.
@Suite struct ArgumentTests {
  enum Size: String, CaseIterable, LuaConvertible {
    case small, large
  }

  struct Team: LuaConvertible, Sendable {
    var name: String
    var size: Int

    static var luaType: LuaType {
      LuaType("a team", annotation: "{ name: string, size: integer }")
    }

    init(luaValue: LuaValue) throws(LuaConversionError) {
      let fields = try LuaFields(luaValue, of: Self.self)
      name = try fields["name"]
      size = try fields["size"]
    }

    var luaValue: LuaValue {
      get throws(LuaConversionError) { try .fields(["name": name, "size": size]) }
    }
  }

  /// A sandbox with a function of each shape.
  private func host() throws -> LuaSandbox {
    var host = LuaSandbox()
    try host.expose("text", parameters: ["value"]) { (value: String) in value }
    try host.expose("bare") { (value: String) in value }
    try host.expose("flag") { (value: Bool) in value }
    try host.expose("int") { (value: Int) in value }
    try host.expose("byte") { (value: UInt8) in value }
    try host.expose("count") { (value: UInt) in value }
    try host.expose("double") { (value: Double) in value }
    try host.expose("list") { (value: [Int]) in value }
    try host.expose("names") { (value: [String: Bool]) in value }
    try host.expose("size") { (value: Size) in value }
    try host.expose("any") { (value: LuaValue) in value.typeName }
    try host.expose("data") { (value: LuaData) in value }
    try host.expose("team") { (team: Team) in Team.grown(team) }
    try host.expose("two", parameters: ["first", "second"]) {
      (first: String, second: Int?) in "\(first) \(second.map(String.init) ?? "none")"
    }
    try host.expose("none") { 1 }
    try host.expose("nothing") { (value: String) in assert(!value.isEmpty) }
    try host.expose("too_large") { UInt64.max }
    try host.expose("no") { (day: String) throws -> Bool in
      throw HostError("not on \(day)")
    }
    try host.expose("crm.owner", parameters: ["app"]) { (app: String) in "Ada of \(app)" }
    try host.expose("crm.apps", value: ["mail", "web"])
    return host
  }

  @Test(arguments: [
    ("text(5)", "text: argument 1 (value): expected a text, got 5"),
    ("text()", "text: argument 1 (value): expected a text, got nothing"),
    ("text(nil)", "text: argument 1 (value): expected a text, got nothing"),
    ("bare({})", "bare: argument 1: expected a text, got a table"),
    ("bare(print)", "bare: argument 1: expected a text, got a function"),
    ("flag('yes')", "flag: argument 1: expected true or false, got \"yes\""),
    ("int(1.5)", "int: argument 1: expected a whole number, got 1.5"),
    ("int(0/0)", "int: argument 1: expected a whole number, got a number that is not finite"),
    ("int('1')", "int: argument 1: expected a whole number, got \"1\""),
    ("byte(256)", "byte: argument 1: expected a whole number from 0 to 255, got 256"),
    ("byte(-1)", "byte: argument 1: expected a whole number from 0 to 255, got -1"),
    ("count(-1)", "count: argument 1: expected a whole number from 0, got -1"),
    ("double('x')", "double: argument 1: expected a number, got \"x\""),
    ("list(1)", "list: argument 1: expected a table, got 1"),
    ("list({ 1, true })", "list: argument 1: entry 2: expected a whole number, got true"),
    (
      "list({ 1, nil, 3, n = 1 })", "list: argument 1: a list is expected, got a value called \"n\""
    ),
    ("list({ [1] = 1, [3] = 3 })", "list: argument 1: the list has a gap: its entry 2 is nil"),
    ("names({ 1 })", "names: argument 1: every value needs its name, such as { name = … }"),
    ("names({ a = 1 })", "names: argument 1: field \"a\": expected true or false, got 1"),
    ("size('huge')", "size: argument 1: expected \"small\" or \"large\", got \"huge\""),
    ("data(print)", "data: argument 1: expected plain data, got a function"),
    (
      "data({ [0] = 1 })",
      "data: argument 1: plain data has whole numbers from 1 and texts as keys only"
    ),
    ("team(1)", "team: argument 1: expected a team, got 1"),
    (
      "team({ name = 'a' })",
      "team: argument 1: field \"size\": expected a whole number, got nothing"
    ),
    ("two('a', 'b')", "two: argument 2 (second): expected a whole number, got \"b\""),
    ("two('a', 1, 2)", "two: takes 2 arguments, got 3"),
    ("text('a', 'b')", "text: takes 1 argument, got 2"),
    ("none(1)", "none: takes no arguments, got 1"),
    ("too_large()", "too_large: 18446744073709551615 is more than a whole number of Lua can be"),
    ("no('x')", "no: not on x"),
    ("crm.owner(1)", "crm.owner: argument 1 (app): expected a text, got 1"),
    ("crm:owner('x')", "crm.owner: call it with a dot: `crm.owner(…)`"),
    ("crm.ownr('x')", "crm has no \"ownr\"; did you mean \"owner\"?"),
    ("txt('x')", "attempt to call a nil value (global 'txt'); did you mean \"text\"?"),
  ])
  func `a wrong call is told in words`(call: String, message: String) async throws {
    let host = try host()
    let error = await #expect(throws: LuaError.self) {
      try await host.run("\n" + call, name: "a.lua")
    }
    #expect(error?.message == message)
    #expect(error?.place == LuaPlace(file: "a.lua", line: 2))
  }

  @Test(arguments: [
    ("text('a')", LuaData.string("a")),
    ("int(2.0)", .integer(2)),
    ("byte(255)", .integer(255)),
    ("double(1)", .number(1)),
    ("size('large')", .string("large")),
    ("two('a')", .string("a none")),
    ("two('a', nil)", .string("a none")),
    ("two('a', 3)", .string("a 3")),
    ("nothing('x')", .nil),
    ("any()", .string("nil")),
    ("any(print)", .string("function")),
    ("list({})", .table(list: [], fields: [:])),
    ("list({ 1, 2 })", .table(list: [.integer(1), .integer(2)], fields: [:])),
    (
      "data({ 1, a = { true } })",
      .table(list: [.integer(1)], fields: ["a": .table(list: [.boolean(true)], fields: [:])])
    ),
    (
      "team({ name = 'a', size = 1 })",
      .table(list: [], fields: ["name": .string("a"), "size": .integer(2)])
    ),
    ("crm.owner('mail')", .string("Ada of mail")),
    ("#crm.apps", .integer(2)),
  ])
  func `a right call gives what the closure returns`(call: String, result: LuaData) async throws {
    #expect(try await host().run("return " + call) == [result])
  }

  @Test func `data that went through a script is the same`() async throws {
    let data = LuaData.table(
      list: [.number(.infinity), .integer(.min), .string(LuaString(bytes: [0, 255]))],
      fields: ["": .boolean(false), "ä": .table(list: [], fields: ["x": .string("y")])]
    )
    var host = LuaSandbox()
    try host.expose("value", value: data)
    #expect(try await host.run("return value", returning: LuaData.self) == data)
  }

  @Test func `a result of another type is told`() async throws {
    let error = await #expect(throws: LuaError.self) {
      try await LuaSandbox().run("return 'x'", name: "a.lua", returning: Int.self)
    }
    #expect(
      error?.message == "a.lua: result 1 of the script: expected a whole number, got \"x\""
    )
  }
}

extension ArgumentTests.Team {
  fileprivate static func grown(_ team: Self) -> Self {
    var team = team
    team.size += 1
    return team
  }
}
