import LuaHost
import Testing

/// Time ends every match, wherever it is; and what stock Lua can do with long strings works.
@Suite(.serialized) struct PatternLimitTests {
  @Test(arguments: [
    "('a'):rep(60):find(('a?'):rep(60) .. ('a'):rep(61))",
    "('a'):rep(60):find(('a*'):rep(30) .. 'b')",
    "('a'):rep(60):match(('(a-)'):rep(20) .. 'b')",
    "('a'):rep(1000000):gsub('a*b', '')",
    "('a'):rep(1000000):find('.-b')",
    "('a'):rep(1000000):match('.*b.*c')",
    "('('):rep(2000000):find('%b()')",
    "('a'):rep(4000000):find(('a'):rep(2000000) .. 'b', 1, true)",
    "('a'):rep(4000000):find(('a'):rep(2000000) .. 'b.')",
    "('a'):rep(1000000):find('^(.-)%1b')",
    "while true do ('a'):rep(1000000):find('b') end",
    "while true do ('a'):rep(1000000):find('[bc]') end",
    "while true do ('a'):rep(1000000):find('[^a]') end",
    "while true do ('a'):rep(1000000):gsub('.', '%%') end",
    "while true do for _ in ('a'):rep(1000000):gmatch('a+b') do end end",
    "local s = '[' .. ('a'):rep(1000000) while true do pcall(string.match, 'a', s) end",
    "pcall(string.find, ('a'):rep(60), ('a*'):rep(30) .. 'b') while true do end",
    "coroutine.wrap(function() ('a'):rep(60):find(('a*'):rep(30) .. 'b') end)()",
    "local s = ('x'):rep(10000000) while true do utf8.len(s) end",
    "local s = ('x'):rep(10000000) while true do pcall(string.unpack, 'z', s) end",
    "local s = (' '):rep(10000000) while true do string.packsize(s) end",
    "local s = ('x'):rep(60000) while true do s:upper() end",
    "local s = ('x'):rep(60000) while true do s.format('%q', s) end",
    "local s = ('x'):rep(200000) while true do s:byte(1, -1) end",
    "local s = ('\\x80'):rep(10000000) local f = utf8.codes('a') while true do pcall(f, s, 1) end",
  ])
  func `time ends it`(source: String) throws {
    let start = processorTime()
    let limits = LuaLimits(cpuTime: .milliseconds(100), memory: 64 << 20)
    let error = try #require(failure(of: source, limits: limits))
    #expect(error.code == .time)
    #expect(error.place == LuaPlace(file: "test.lua", line: 1))
    #expect(processorTime() - start < 2)
  }

  @Test(arguments: [
    "('x'):rep(1000):gsub('.', ('y'):rep(1000000))",
    "('x'):rep(1000000):gsub('', ('y'):rep(1000))",
    "('x'):rep(20000000):match('(.*)()') error('went on')",
    "('x'):rep(20000000):upper():lower() error('went on')",
  ])
  func `a large result meets the limit of memory, at its line`(source: String) throws {
    let error = try #require(failure(of: "\n\n" + source, limits: LuaLimits(memory: 32 << 20)))
    #expect(error.code == .memory)
    #expect(error.place == LuaPlace(file: "test.lua", line: 3))
  }

  @Test func `more options than anyone writes are refused`() {
    let error = failure(of: "return string.format(('%d'):rep(10001), table.unpack({}, 1, 10001))")
    #expect(error?.message == "bad argument #1 to 'format' (more than 10,000 options)")
  }

  @Test(arguments: [
    "local s = ('a'):rep(1000000) note(s:find('^.-b'), #s:match('a*'), #s:match('^(.-)$'))",
    "local s = ('a'):rep(1000000) .. 'b' note(s:find('b'), s:find('ab$'), s:match('^a*()'))",
    "local s = ('ab'):rep(100000) note(#s:gsub('b', 'xyz'), select(2, s:gsub('a', {})))",
    "local s = ('ab'):rep(100000) note(#s:gsub('(a)(b)', '%2%1%%'), #s:gsub('a', string.upper))",
    "local n = 0 for w in ('word '):rep(100000):gmatch('%a+') do n = n + #w end note(n)",
    "local s = ('('):rep(100000) .. (')'):rep(100000) note(#s:match('%b()'))",
    "local s = ('x'):rep(70000) note((s .. 'y' .. s .. 'z'):find(s .. 'z', 1, true))",
    "local s = ('x'):rep(70000) note((s .. 'y' .. s .. 'y'):find('^(x*)y%1y$'))",
    "local p = ('.'):rep(100000) note((p .. 'x'):find(p .. 'x'))",
    "local n = 0 for _ in ('ab'):rep(100):gmatch(('[ab]'):rep(50)) do n = n + 1 end note(n)",
    "local p = ('[a-c]'):rep(40) note(('abc'):rep(20):gsub(p, '%0-%0'))",
    "note(pcall(string.find, ('a'):rep(500), ('a?'):rep(150) .. 'a'))",
  ])
  func `long subjects and long patterns work as in stock Lua`(chunk: String) throws {
    #expect(try Comparison(of: notes + chunk + " return done()").differences == [])
  }
}
