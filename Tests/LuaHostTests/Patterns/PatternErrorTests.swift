import LuaHost
import Testing

/// The texts of errors of the pattern functions: stock Lua's, word for word.
@Suite struct PatternErrorTests {
  private func check(_ call: String, _ message: String) throws {
    // In a function, so that Lua knows by which name the called one is called.
    let result = try Comparison(of: notes + "note(pcall(function() \(call) end)) return done()")
    #expect(result.differences == [])
    #expect(failure(of: call)?.message == message)
  }

  @Test(arguments: [
    ("('a'):find('%')", "malformed pattern (ends with '%')"),
    ("('a'):find('a%')", "malformed pattern (ends with '%')"),
    ("('a'):find('[a')", "malformed pattern (missing ']')"),
    ("('a'):find('[]')", "malformed pattern (missing ']')"),
    ("('a'):find('[^]')", "malformed pattern (missing ']')"),
    ("('a'):find('[%')", "malformed pattern (missing ']')"),
    ("('a'):find('[%]')", "malformed pattern (missing ']')"),
    ("('a'):find('%f')", "missing '[' after '%f' in pattern"),
    ("('a'):find('%fa')", "missing '[' after '%f' in pattern"),
    ("('a'):find('%f[a')", "malformed pattern (missing ']')"),
    ("('a'):find('%b')", "malformed pattern (missing arguments to '%b')"),
    ("('a'):find('%bx')", "malformed pattern (missing arguments to '%b')"),
    ("('a'):match('a)')", "invalid pattern capture"),
    ("('a'):find('(a')", "unfinished capture"),
    ("('a'):match('(a')", "unfinished capture"),
    ("('a'):gmatch('(a')()", "unfinished capture"),
    ("('a'):find('%0')", "invalid capture index %0"),
    ("('a'):find('%1')", "invalid capture index %1"),
    ("('aa'):find('(a%1)')", "invalid capture index %1"),
    ("('aa'):find('(a)%2')", "invalid capture index %2"),
    ("('a'):find(('()'):rep(33))", "too many captures"),
    ("('a'):rep(300):find(('a?'):rep(200))", "pattern too complex"),
    ("('a'):gsub('a', '%2')", "invalid capture index %2"),
    ("('a'):gsub('(a)', '%2')", "invalid capture index %2"),
    ("('a'):gsub('(a', '%1')", "unfinished capture"),
    ("('a'):gsub('a', '%x')", "invalid use of '%' in replacement string"),
    ("('a'):gsub('a', 'x%')", "invalid use of '%' in replacement string"),
    ("('a'):gsub('a', { a = {} })", "invalid replacement value (a table)"),
    ("('a'):gsub('a', function() return print end)", "invalid replacement value (a function)"),
    ("('a'):gsub('a', function() error('mine', 0) end)", "mine"),
  ])
  func `patterns and replacements`(call: String, message: String) throws {
    try check(call, message)
  }

  @Test(arguments: [
    ("string.find()", "bad argument #1 to 'find' (string expected, got no value)"),
    ("string.match('a')", "bad argument #2 to 'match' (string expected, got no value)"),
    ("('a'):match({})", "bad argument #1 to 'match' (string expected, got table)"),
    ("('a'):find('a', {})", "bad argument #2 to 'find' (number expected, got table)"),
    ("('a'):find('a', 1.5)", "bad argument #2 to 'find' (number has no integer representation)"),
    ("string.gmatch('a', 'a', 'x')", "bad argument #3 to 'gmatch' (number expected, got string)"),
    (
      "string.gsub('a', 'a')",
      "bad argument #3 to 'gsub' (string/function/table expected, got no value)"
    ),
    (
      "string.gsub('a', 'a', true)",
      "bad argument #3 to 'gsub' (string/function/table expected, got boolean)"
    ),
    (
      "string.gsub('a', 'a', nil, 'x')", "bad argument #4 to 'gsub' (number expected, got string)"
    ),
    ("string.sub('a')", "bad argument #2 to 'sub' (number expected, got no value)"),
    ("string.byte({})", "bad argument #1 to 'byte' (string expected, got table)"),
    ("string.upper()", "bad argument #1 to 'upper' (string expected, got no value)"),
  ])
  func `arguments`(call: String, message: String) throws {
    try check(call, message)
  }

  @Test(arguments: [
    "string.find", "string.gsub", "string.rep", "string.sub", "utf8.codes", "tostring",
    "table.concat", "math.floor", "coroutine.status", "os.difftime",
  ])
  func `a function without a name at the call is still named`(name: String) throws {
    let result = try Comparison(of: "return select(2, pcall(\(name)))")
    #expect(result.differences == [])
    #expect(String(decoding: result.sandbox, as: UTF8.self).contains("to '\(name)'"))
  }

  @Test(arguments: ["a*", "a-", "a?", "()", "a?b*", "(a*)"])
  func `the depth of patterns ends where it does in stock Lua`(unit: String) throws {
    let chunk =
      notes + """
        for _, subject in ipairs { "", "a", ("a"):rep(250) } do
          for _, count in ipairs { 31, 32, 33, 197, 198, 199, 200, 201, 202 } do
            note(count, pcall(string.find, subject, "^" .. ("\(unit)"):rep(count)))
          end
        end
        return done()
        """
    #expect(try Comparison(of: chunk).differences == [])
  }
}
