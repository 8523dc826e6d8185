import LuaHost
import Testing

/// What the reference manual says of patterns (sections 6.4 and 6.4.1), case by case: the value that
/// is expected, and that stock Lua gives the same.
@Suite struct PatternManualTests {
  private func check(_ expression: String, _ expected: String) throws {
    let result = try Comparison(of: notes + "note('is', \(expression)) return done()")
    #expect(result.differences == [])
    #expect(String(decoding: result.sandbox, as: UTF8.self) == "is, " + expected)
  }

  @Test(arguments: [
    ("('a.b'):find('.', 2)", "integer 2, integer 2"),
    ("('x1y22'):match('%d%d')", #""22""#),
    (#"('\t\n\v\f\r '):match('^%s+$') == '\t\n\v\f\r '"#, "true"),
    ("('aZ_'):match('%a+')", #""aZ""#),
    (#"('a\1\127'):match('%c+')"#, #""<1><127>""#),
    (#"(' !~\127'):match('%g+')"#, #""!~""#),
    ("('aBc'):match('%l+%u')", #""aB""#),
    ("('a!b'):match('%p')", #""!""#),
    ("('fg'):match('%x+'), ('aF9g'):match('%x+')", #""f", "aF9""#),
    ("('_a1-'):match('%w+')", #""a1""#),
    (#"('a\0b'):find('%z')"#, "integer 2, integer 2"),
    ("('12ab'):match('%D+'), ('ab 1'):match('%A+')", #""ab", " 1""#),
    (#"('\0\255'):match('%W+') == '\0\255'"#, "true"),
    ("('a%b'):find('%%'), ('a.b'):match('%.b')", #"integer 2, ".b""#),
    ("('y'):match('%y')", #""y""#),
  ])
  func `character classes`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    ("('x-y_9'):match('[%w_]+', 3)", #""y_9""#),
    ("('0778'):match('[0-7]+')", #""077""#),
    ("('-07x'):match('[0-7%l%-]+')", #""-07x""#),
    ("('abc'):match('[^b]+')", #""a""#),
    ("(']]'):match('[]]+'), ('a]'):match('[^]]+')", #""]]", "a""#),
    ("('a-b'):match('[a-]+'), ('a-b'):match('[-a]+')", #""a-", "a-""#),
    ("('^a'):match('[a^]+')", #""^a""#),
    ("('%'):match('[%%]'), (']'):match('[%]]')", #""%", "]""#),
    ("('abc'):match('[c-a]')", "nil"),
    ("(' %&*+'):match('[+-%w]')", "nil"),
    (#"('a\0b'):match('[\0]b')"#, #""<0>b""#),
    (#"('\200\201'):match('[\192-\255]+') == '\200\201'"#, "true"),
  ])
  func `sets`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    ("('aaab'):match('a*b'), ('b'):match('a*b')", #""aaab", "b""#),
    ("('aaab'):match('a+'), ('b'):match('a+')", #""aaa", nil"#),
    ("('<a><b>'):match('<.->'), ('<a><b>'):match('<.*>')", #""<a>", "<a><b>""#),
    ("('aaa'):match('a-'), ('aaab'):match('^a-b')", #""", "aaab""#),
    ("('color'):match('colou?r'), ('colour'):match('colou?r')", #""color", "colour""#),
    ("('a*'):match('a%*'), ('*'):match('*')", #""a*", "*""#),
    ("('a+b'):match('(a)+'), ('aa'):match('(a)+')", #""a", nil"#),
    ("('aaaa'):match('a*aa'), ('aab'):match('a?a?ab')", #""aaaa", "aab""#),
    ("('a?'):match('(a)?')", #""a""#),
  ])
  func `repetitions`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    (#"('say "hi" \'x\''):match("([\"'])(.-)%1")"#, #"""", "hi""#),
    ("('abab'):match('(ab)%1')", #""ab""#),
    ("('x'):match('()%1')", "nil"),
    ("('f(a(b)c)d)'):match('%b()')", #""(a(b)c)""#),
    ("('aXbXc'):match('%bXX')", #""XbX""#),
    ("('(()'):match('%b()'), ('(('):match('%b()')", #""()", nil"#),
    ("('THE (quick) fox'):find('%f[%a]%a+%f[%A]')", "integer 1, integer 3"),
    ("('THE (quick) fox'):gsub('%f[%a]%a+', string.lower)", #""the (quick) fox", integer 3"#),
    (#"('a'):find('%f[\0]'), ('a'):find('%f[^\0]')"#, "integer 2, integer 1, integer 0"),
    ("('aab'):find('%f[b]', 3)", "integer 3, integer 2"),
    ("('ab'):find('^b', 2), ('ab'):find('^b')", "integer 2, nil"),
    (
      "('a$b'):find('$b'), ('ab'):find('b$'), ('a^b'):find('a^')",
      "integer 2, integer 2, integer 1, integer 2"
    ),
    ("('hello'):match('()ll()')", "integer 3, integer 5"),
    ("('a(b*c)d'):match('((b)%*(c))')", #""b*c", "b", "c""#),
    ("('key = value'):match('^(%w+)%s*=%s*(%w+)$')", #""key", "value""#),
  ])
  func `captures, balances, frontiers and anchors`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    ("('hello'):find('l'), ('hello'):find('xyz')", "integer 3, nil"),
    ("('hello'):find('')", "integer 1, integer 0"),
    ("('hello'):find('', 6), ('hello'):find('', 7)", "integer 6, nil"),
    ("('hello'):find('l', -2), ('hello'):find('h', -100)", "integer 4, integer 1, integer 1"),
    ("('a.b'):find('.', 1, true), ('a)b'):find(')')", "integer 2, integer 2, integer 2"),
    ("('a+b'):find('+b', 1, true)", "integer 2, integer 3"),
    ("string.find(123.5, '.5', 1, true), ('x12'):find(12)", "integer 4, integer 2, integer 3"),
    ("('abc'):find('b', 1.0), ('abc'):find('c', '2')", "integer 2, integer 3, integer 3"),
    (#"('a\0b\0c'):find('\0c')"#, "integer 4, integer 5"),
    (#"('a\0b'):find('b', 1, true)"#, "integer 3, integer 3"),
    ("('abc'):find('(b)(c)')", #"integer 2, integer 3, "b", "c""#),
    ("('hello'):match('l+', 4), ('hello'):match('.')", #""l", "h""#),
  ])
  func `find and match`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    ("('hello world'):gsub('o', '0')", #""hell0 w0rld", integer 2"#),
    ("('hello'):gsub('', '-')", #""-h-e-l-l-o-", integer 6"#),
    ("('abc'):gsub('x*', '-')", #""-a-b-c-", integer 4"#),
    ("('hello world'):gsub('%w+', '%0 %0', 1)", #""hello hello world", integer 1"#),
    (
      "('hello world from Lua'):gsub('(%w+)%s*(%w+)', '%2 %1')",
      #""world hello Lua from", integer 2"#
    ),
    ("('abc'):gsub('%w', '%%%0%1')", #""%aa%bb%cc", integer 3"#),
    ("('a b'):gsub('()', '%1')", #""1a2 3b4", integer 4"#),
    ("('aaa'):gsub('^a', 'b'), ('abc'):gsub('$', '!')", #""baa", "abc!", integer 1"#),
    ("('abc'):gsub('b', 5), ('abc'):gsub('b', '%0', 0)", #""a5c", "abc", integer 0"#),
    ("('$name is $age'):gsub('%$(%w+)', { name = 'Bo', age = 7 })", #""Bo is 7", integer 2"#),
    ("('$a $b'):gsub('%$%w', { ['$a'] = false })", #""$a $b", integer 2"#),
    ("('4 + 5'):gsub('%d', function(d) return d * 2 end)", #""8 + 10", integer 2"#),
    ("('a1'):gsub('(%a)()', function(a, p) return a .. p end)", #""a21", integer 1"#),
    (
      "('abc'):gsub('%w', function(c) if c == 'b' then return false end return c .. c end)",
      #""aabcc", integer 3"#
    ),
    ("('abc'):gsub('%w', function() end)", #""abc", integer 3"#),
    (
      "('ab'):gsub('%w', setmetatable({}, { __index = function(_, k) return k:upper() end }))",
      #""AB", integer 2"#
    ),
    (#"('a\0b'):gsub('\0', '\0\0')"#, #""a<0><0>b", integer 1"#),
    ("('abc'):gsub('b', 'x', -1), ('abc'):gsub('.', 'x', 2.0)", #""abc", "xxc", integer 2"#),
    ("('a'):gsub('(a', 'x')", #""x", integer 1"#),
  ])
  func `substitutions`(expression: String, expected: String) throws {
    try check(expression, expected)
  }

  @Test(arguments: [
    ("for w in ('one two'):gmatch('%a+') do note('word', w) end", "word, \"one\"\nword, \"two\""),
    (
      "for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do note('pair', k, v) end",
      "pair, \"a\", \"1\"\npair, \"b\", \"2\""
    ),
    (
      "for p in ('ab'):gmatch('()') do note('at', p) end",
      "at, integer 1\nat, integer 2\nat, integer 3"
    ),
    (
      "for w in ('a,,b'):gmatch('[^,]*') do note('field', w) end",
      "field, \"a\"\nfield, \"\"\nfield, \"b\""
    ),
    ("for w in ('abc'):gmatch('%a', 3) do note('from', w) end", "from, \"c\""),
    ("for w in ('abc'):gmatch('%a', -2) do note('from', w) end", "from, \"b\"\nfrom, \"c\""),
    ("for w in ('abc'):gmatch('', 9) do note('from', w) end", ""),
    ("for w in ('^a a'):gmatch('^a') do note('no anchor', w) end", "no anchor, \"^a\""),
    ("local f = ('a'):gmatch('a') note('calls', f(), f(), f())", "calls, \"a\", nil"),
  ])
  func `iterations`(chunk: String, expected: String) throws {
    let result = try Comparison(of: notes + chunk + " return done()")
    #expect(result.differences == [])
    #expect(String(decoding: result.sandbox, as: UTF8.self) == expected)
  }
}
