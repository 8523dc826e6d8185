import LuaHost
import Testing

@Suite struct ValueTests {
  /// Sends a value through a script that returns it.
  private func returned(_ value: LuaValue) throws -> LuaValue {
    let results = try run("return value") { try $0.setGlobal("value", to: value) }
    return try #require(results.first)
  }

  @Test(arguments: [0, 1, -1, .max, .min] as [Int64])
  func `integers come back as they went`(value: Int64) throws {
    #expect(try show(returned(.integer(value))) == String(value))
  }

  @Test(arguments: [0.5, -0.0, .infinity, -.infinity, .nan, 9.3e18, .leastNonzeroMagnitude])
  func `floats come back with the same bits`(value: Double) throws {
    guard case .number(let back) = try returned(.number(value)) else {
      Issue.record("not a number")
      return
    }
    #expect(back.bitPattern == value.bitPattern)
  }

  @Test func `a float with an integral value stays a float`() throws {
    #expect(try shown("return 2^53, 3 // 1, 3.0, -0.0") == "9007199254740992.0 3 3.0 -0.0")
  }

  @Test(arguments: [[], [0], [0xFF, 0xFE], [104, 0, 105], Array(repeating: 7, count: 100_000)])
  func `strings are bytes`(bytes: [UInt8]) throws {
    guard case .string(let back) = try returned(.string(LuaString(bytes: bytes))) else {
      Issue.record("not a string")
      return
    }
    #expect(back.bytes == bytes)
  }

  @Test func `text of invalid UTF-8 is repaired`() {
    #expect(LuaString(bytes: [97, 0xFF, 98]).text == "a\u{FFFD}b")
  }

  @Test func `nil and booleans come back`() throws {
    #expect(try shown("return nil, true, false") == "nil true false")
  }

  @Test func `no value is not nil`() throws {
    #expect(try run("return").isEmpty)
  }

  @Test func `a table has an array, fields and other keys`() throws {
    let source = "return { 1, 'two', { x = true }, name = 'n', [10] = 'ten', [2.5] = 'half' }"
    #expect(try shown(source) == #"{1,"two",{x=true},name="n",[2.5]="half",[10]="ten"}"#)
  }

  @Test func `a key of invalid UTF-8 is not text`() throws {
    #expect(try shown(#"return { ["\xff"] = 1 }"#) == "{[\"\u{FFFD}\"]=1}")
  }

  @Test func `names that are equal as text do not depend on the order of a table`() throws {
    let source = #"return { ["A\u{30A}"] = 1, ["\u{C5}"] = 2, ["\u{212B}"] = 3, a = 4 }"#
    for _ in 0..<20 {
      guard case .table(let table) = try run(source)[0] else {
        Issue.record("not a table")
        return
      }
      #expect(table.fields.count == 2)
      #expect(table.fields.first { $0.key != "a" }?.key.utf8.elementsEqual("A\u{30A}".utf8) == true)
      #expect(show(table["\u{C5}"]) == "1")
      #expect(table.others.map { show($0.value) } == ["2", "3"])
      #expect(
        try show(returned(.table(table))) == show(.table(table)),
        "each key goes back as it came"
      )
    }
  }

  @Test func `a table goes to Lua with all its keys`() throws {
    var table = LuaTable(array: [1, "two"], fields: ["name": true])
    table.others = [(key: .number(0.5), value: "half"), (key: false, value: "no")]
    let source = "return #value, value[2], value.name, value[0.5], value[false]"
    let results = try shown(source) { try $0.setGlobal("value", to: .table(table)) }
    #expect(results == #"2 "two" true "half" "no""#)
  }

  @Test func `nil cannot be a key`() throws {
    var table = LuaTable()
    table.others = [(key: nil, value: 1)]
    let error = #expect(throws: LuaError.self) { _ = try returned(.table(table)) }
    #expect(error?.message == "a table cannot have nil or NaN as a key")
  }

  @Test func `a table that contains itself is an error`() {
    let error = failure(of: "local t = {}\nt.me = { t }\nreturn t")
    #expect(error?.message == "result 1 is a table that contains itself")
    #expect(error?.code == .runtime)
  }

  @Test func `the same table twice is two copies`() throws {
    #expect(try shown("local t = { 1 } return { t, t }") == "{{1},{1}}")
  }

  @Test func `a table that is nested too deep is an error`() {
    let error = failure(of: "local t = {} for i = 1, 100000 do t = { t } end return 1, t")
    #expect(error?.message == "result 2 has tables nested deeper than 64")
  }

  @Test func `a table as a key is an error`() {
    #expect(failure(of: "return { [{}] = 1 }")?.message == "result 1 has a table as a key")
  }

  @Test func `a deep table from Swift is an error`() throws {
    var value = LuaValue.integer(1)
    for _ in 0..<70 { value = .table(LuaTable(array: [value])) }
    let error = #expect(throws: LuaError.self) { _ = try returned(value) }
    #expect(error?.message == "a result has tables nested deeper than 64")
  }

  @Test func `a table that doubles at each level ends at a limit`() {
    let source = "local t = { 1 } for i = 1, 60 do t = { t, t } end return t"
    #expect(failure(of: source)?.message == "result 1 holds more than 4,000,000 values")
  }

  @Test func `coroutines stay in Lua`() {
    let error = failure(of: "return coroutine.create(print)")
    #expect(error?.message == "result 1 is a coroutine, which the host cannot take")
  }
}
