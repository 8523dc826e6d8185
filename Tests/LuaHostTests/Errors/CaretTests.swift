import LuaHost
import Testing

/// The excerpt of the error that ends a source, with `▸` before the culprit; a line of plain ASCII.
private func marked(_ source: String) -> String? {
  guard let error = failure(of: source), var excerpt = error.excerpt else { return nil }
  guard let column = error.column else { return excerpt }
  excerpt.insert("▸", at: excerpt.index(excerpt.startIndex, offsetBy: column - 1))
  return excerpt
}

@Suite struct CaretTests {
  @Test func `a caret stands under the culprit`() {
    #expect(
      failure(of: "local a = 1\nlocal b = totl + 2")?.description == """
        test.lua:2: attempt to perform arithmetic on a nil value (global 'totl')
             2 | local b = totl + 2
               |           ^
        stack: test.lua:2 in main chunk
        """
    )
  }

  @Test func `a high line number moves the caret along`() {
    let source = String(repeating: "\n", count: 1_234_566) + "totl()"
    let limits = LuaLimits(sourceBytes: 2 << 20)
    #expect(
      failure(of: source, limits: limits)?.description == """
        test.lua:1234567: attempt to call a nil value (global 'totl')
        1234567 | totl()
                | ^
        stack: test.lua:1234567 in main chunk
        """
    )
  }

  @Test(arguments: [
    // Variables, where they are read.
    "▸totl()", "local x = 1 + ▸totl", "x = ▸x + 1", "local x = #▸totl", "▸totl.x = 1",
    "local totl; ▸totl()", "local totl = ▸totl()", "local t = {} ; t.totl = 1 ; ▸totl()",
    "f = { totl = 1 } ▸totl()", "print('totl', ▸totl.x) -- totl", "local x = ▸totl .. 'totl'",
    "local a; local function f() ▸a() end f()",
    // Fields and methods.
    "local t = {} t.▸x.y = 1", "local t = {} t['▸x'].y = 1", "local t = {} t:▸go()",
    "local x, t = 1, {} t.▸x()", "local t = {} t.x = t.▸x + 1",
    // Calls.
    "table.▸insert(nil, 5)", "local insert = table.insert ▸insert(nil, 5)", "('x'):▸rep({})",
    "string.▸rep {}", "for i = 1, 2 do ▸setmetatable() end",
    "▸for i = 1, 'x' do end",
    // What is missing.
    "▸io.open('x')", "os.▸execute('x')", "▸load 'x'", "setmetatable({}, { ▸__gc = print })",
    // The parser.
    "x = 5 +▸", "x = ▸) 5", "local ▸1 = 2", "x = 'abc▸", "x = ▸'abc\n'", "x = ▸'\\q'", "goto ▸out",
    "▸break",
    "for i = 1, 2 do▸", "x = {▸", "local x = 3 y▸", "x = ▸3x",
  ])
  func `the culprit is found`(expected: String) {
    var source = expected
    source.removeAll { $0 == "▸" }
    #expect(marked(source) == expected.split(separator: "\n").first.map(String.init))
  }

  @Test(arguments: [
    "totl(totl)", "local t = {} t.x.y = t.x.z", "local x = nil + 1", "local x = {} < {}",
    "error('totl')", "error('a \"quoted\" word')", "local x = 1 // 0", "t = {} t[nil] = 1",
    "x = 5 = 6", "x = = 5", "table.insert(nil, table.insert(nil))", "local x <const> = 5; x = 6",
  ])
  func `no caret stands where the culprit is not certain`(source: String) {
    #expect(marked(source) == source)
  }

  @Test(arguments: [
    (#"host.f { prov = 1 }"#, #"unknown option "prov"; did you mean "period"?"#, 10),
    (#"host.f { x = "prov" }"#, #"unknown dimension "prov""#, 15),
    (#"host.f { x = [[prov]] }"#, #"unknown dimension "prov""#, 16),
    (#"local prov = host.f { x = 'prov' }"#, #"unknown dimension "prov""#, 28),
    (#"host.f { period = "2026" }"#, #"option "period": expected a period, got "2026""#, 20),
    (#"host.f { period = day }"#, #"option "period": expected a period, got "2026""#, 10),
    (#"host.f { limit = -5 }"#, #"option "limit": expected a size, got -5"#, 18),
    (#"host.f { partial = true }"#, #"option "partial": expected a text, got true"#, 20),
    (#"host.f("asc", "up")"#, #"argument 2 (order): expected "asc" or "desc", got "up""#, 16),
    (#"host.f()"#, #"argument 1 (dim): expected a text, got nothing"#, 6),
    (#"local x = host.f(host)"#, #"takes no argument, got 1"#, 16),
    (#"host.f("a", "a")"#, #"unknown column "a""#, 6),
    (#"host.f(host.f("a", "a"))"#, #"unknown column "a""#, nil),
  ])
  func `what a function of the host names is found`(source: String, message: String, column: Int?) {
    let function = HostFunction("host.f") { _ -> LuaValue in throw HostError(message) }
    let error = failure(of: source) { try $0.setModule("host", functions: [function]) }
    #expect(error?.message == "host.f: " + message)
    #expect(error?.column == column)
  }

  @Test(arguments: [
    ("\t\ttotl()", "    totl()", 5),
    ("local s = 'é' totl()", "local s = 'é' totl()", 15),
    ("local s = 'e\u{301}' totl()", "local s = 'e\u{301}' totl()", 15),
    ("local s = '世界' totl()", "local s = '世界' totl()", 18),
    ("local s = '👍🏽' totl()", "local s = '👍🏽' totl()", 16),
    ("local s = '\u{200B}' totl()", "local s = '\u{200B}' totl()", 14),
    ("local s = '\u{1}' totl()", "local s = '\\x01' totl()", 18),
    ("\u{FEFF}totl()", "totl()", 1),
    ("totl()\r", "totl()", 1),
  ])
  func `columns are counted as they are printed`(source: String, excerpt: String, column: Int) {
    let error = failure(of: source)
    #expect(error?.excerpt == excerpt)
    #expect(error?.column == column)
  }

  @Test func `invalid UTF-8 before the culprit takes a column a sign`() throws {
    let state = try LuaState()
    let error = #expect(throws: LuaError.self) {
      try state.run(Array("local s = '".utf8) + [0xFF] + Array("' totl()".utf8), name: "a.lua")
    }
    #expect(error?.excerpt == "local s = '\u{FFFD}' totl()")
    #expect(error?.column == 15)
  }

  @Test(arguments: [100, 130, 1000, 20_000])
  func `a long line is cut around its culprit`(count: Int) throws {
    let filler = String(repeating: "x", count: count)
    let error = try #require(failure(of: "local s = '\(filler)' totl() s = '\(filler)'"))
    let (excerpt, column) = (try #require(error.excerpt), try #require(error.column))
    #expect(excerpt.dropFirst(column - 1).hasPrefix("totl() s = 'xx"))
    #expect(excerpt.count <= 121)
    #expect(excerpt.hasPrefix("…"))
    #expect(excerpt.hasSuffix("x…"))
  }

  @Test func `a line inside a long text is not read as Lua`() {
    let source = """
      local text = [[ ' " --[[ ]] local x = [[
      totl() ]] .. totl()
      """
    let error = failure(of: source)
    #expect(error?.place?.line == 2)
    #expect(error?.column == 14)
  }
}
