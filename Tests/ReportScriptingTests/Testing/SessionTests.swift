import LuaHost
import ReportScripting
import Testing

/// A session in which one entry follows the other.
struct SessionTests {
  /// What comes of entries, one after the other.
  private func outcomes(
    _ entries: [String],
    limits: LuaLimits = LuaLimits()
  ) async throws -> [ScriptSession.Outcome] {
    let input = input("", limits: limits)
    return try await withLuaThread {
      let session = try ScriptSession(input) { _ in }
      return try entries.map { try session.enter($0) }
    }
  }

  @Test(arguments: [
    ("1 + 1", "2"), ("'a\\nb'", "\"a\\nb\""), ("nil", "nil"), ("1.0", "1.0"),
    ("money('1.50 USD')", "1.5 USD"), ("period.month('2026-10').start", "2026-10-01"),
    ("period.month('2026-10')", "2026-10"), ("{}", "{}"), ("print", "a function"),
    ("{ 1, 2, a = 'b', [true] = { c = 3 } }", "{ 1, 2, [true] = { c = 3 }, a = \"b\" }"),
    ("{ { { { 1 } } } }", "{ { { {…} } } }"),
    ("{ ['a b'] = 1, ['end1'] = 2 }", "{ [\"a b\"] = 1, end1 = 2 }"),
    ("coroutine.create(print)", "\"a coroutine\""),
  ])
  func `A value is shown as Lua would write it`(entry: String, text: String) async throws {
    #expect(try await outcomes([entry]) == [.values([text])])
  }

  @Test func `A frame is shown as a table of its first rows`() async throws {
    let outcome = try await outcomes(["usage.load { period = period('2026-10-01') }:by('app')"])
    #expect(
      outcome == [
        .values([
          """
          app     key     cost     requests  quantity  share
          Shop    Shop      1 USD         8       100    0.4
          Wallet  Wallet    1 USD         5         7    0.4
          Legacy  Legacy  0.5 USD         –         –    0.2
          """
        ])
      ]
    )
  }

  @Test func `Globals and the last value stay, locals do not`() async throws {
    let outcomes = try await outcomes([
      "x = { 1 }", "x", "_ == x", "local y = 2", "y", "'a', 'b'", "_", "",
    ])
    #expect(
      outcomes == [
        .values([]), .values(["{ 1 }"]), .values(["true"]), .values([]), .values(["nil"]),
        .values(["\"a\"", "\"b\""]), .values(["\"a\""]), .values([]),
      ]
    )
  }

  @Test(arguments: [
    "for i = 1, 3 do", "x = {", "f(", "x =", "1 +", "x = [[ text", "if x then", "function f()",
    "return function() ",
  ])
  func `An entry that has no end yet goes on`(entry: String) async throws {
    #expect(try await outcomes([entry]) == [.incomplete])
  }

  @Test(arguments: [
    ("nope.x", "attempt to index a nil value (global 'nope')"),
    ("x = = 1", "unexpected symbol near '='"),
    ("'unfinished", "unfinished string near <eof>"),
    ("error('no luck')", "no luck"),
    ("usage.load { dimz = 1 }", "usage.load: unknown option \"dimz\"; did you mean \"dims\"?"),
    ("x = 1\nerror('second')", "line 2: second"),
  ])
  func `An error is told, and the session goes on`(entry: String, message: String) async throws {
    #expect(try await outcomes([entry, "1"]) == [.failed(message), .values(["1"])])
  }

  @Test func `A limit that is reached begins a fresh state`() async throws {
    let limits = LuaLimits(cpuTime: .milliseconds(100))
    let outcomes = try await outcomes(["x = 1", "while true do end", "x", "1"], limits: limits)
    #expect(
      outcomes == [
        .values([]), .restarted("the script used up its CPU time (limit 0.1 s)"),
        .values(["nil"]), .values(["1"]),
      ]
    )
  }

  @Test func `A table that contains itself is shown to a small depth`() async throws {
    #expect(
      try await outcomes(["t = {} t.t = t", "t"])
        == [.values([]), .values(["{ t = { t = { t = {…} } } }"])]
    )
  }
}
