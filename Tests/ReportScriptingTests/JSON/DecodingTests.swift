import LuaHost
import Testing

@Suite struct JSONDecodingTests {
  /// A JSON text as a Lua literal that needs no escapes.
  private func literal(_ text: String) -> String { "[==[\(text)]==]" }

  private func decoded(_ text: String) async throws -> String {
    try await printed(
      """
      local value = json.decode(\(literal(text)))
      print(math.type(value) or type(value), value)
      """
    ).joined()
  }

  @Test(arguments: [
    ("1", "integer\t1"), ("-0", "float\t-0.0"), ("0", "integer\t0"), ("1.0", "float\t1.0"),
    ("1e2", "float\t100.0"), ("1E+2", "float\t100.0"), ("-1.5e-3", "float\t-0.0015"),
    ("9223372036854775807", "integer\t9223372036854775807"),
    ("-9223372036854775808", "integer\t-9223372036854775808"),
    ("9223372036854775808", "float\t9.2233720368548e+18"), ("1e-400", "float\t0.0"),
    ("true", "boolean\ttrue"), (" \t\r\n false \n", "boolean\tfalse"), ("null", "nil\tnil"),
    (#""a\"\\\/\b\f\n\r\t""#, "string\ta\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "string\té€"),
    (#""\ud83d\ude00""#, "string\t😀"), ("\"\u{7F}é\u{2028}\"", "string\t\u{7F}é\u{2028}"),
  ])
  func `a value is read exactly`(text: String, expected: String) async throws {
    #expect(try await decoded(text) == expected)
  }

  @Test func `arrays and objects are tables, and null keeps a list's length`() async throws {
    let source = """
      local value = json.decode('{"list":[1,null,[],{}],"none":null,"": {"a":{"b":"c"}}}')
      print(#value.list, value.list[2] == json.null, next(value.list[3]), next(value.list[4]))
      print(value.none, value[""].a.b, value.list[2] == nil, value.list[2] ~= json.null)
      print(json.encode(value))
      """
    #expect(
      try await printed(source) == [
        "4\ttrue\tnil\tnil", "nil\tc\tfalse\tfalse", #"{"":{"a":{"b":"c"}},"list":[1,null,{},{}]}"#,
      ]
    )
  }

  @Test func `names that only look alike are two`() async throws {
    let source = "local v = json.decode('{\"é\":1,\"e\u{301}\":2}') print(v['é'], v['e\u{301}'])"
    #expect(try await printed(source) == ["1\t2"])
  }

  @Test(arguments: [
    ("", "line 1, column 1: expected a value, got the end of the text"),
    ("nul", "line 1, column 1: expected a value, got `n`"),
    ("1 2", "line 1, column 3: expected the end after the value, got `2`"),
    ("[1,]", "line 1, column 4: expected a value, got `]`"),
    ("[1 2]", "line 1, column 4: expected `,` or `]`, got `2`"),
    ("[1", "line 1, column 3: expected `,` or `]`, got the end of the text"),
    ("{\n  \"a\": 1,\n}", "line 3, column 1: expected a name in quotes, got `}`"),
    ("{a: 1}", "line 1, column 2: expected a name in quotes, got `a`"),
    ("{\"a\" 1}", "line 1, column 6: expected `:`, got `1`"),
    ("{\"a\":1;}", "line 1, column 7: expected `,` or `}`, got `;`"),
    ("{\"a\":1,\n \"a\":2}", "line 2, column 2: the name \"a\" is there twice"),
    ("{\"a\":null,\"a\":2}", "line 1, column 11: the name \"a\" is there twice"),
    ("01", "line 1, column 1: a number cannot begin with 0"),
    ("-", "line 1, column 2: expected a digit, got the end of the text"),
    ("1.", "line 1, column 3: expected a digit, got the end of the text"),
    (".5", "line 1, column 1: expected a value, got `.`"),
    ("+1", "line 1, column 1: expected a value, got `+`"),
    ("1e", "line 1, column 3: expected a digit, got the end of the text"),
    ("0x10", "line 1, column 2: expected the end after the value, got `x`"),
    ("NaN", "line 1, column 1: expected a value, got `N`"),
    ("Infinity", "line 1, column 1: expected a value, got `I`"),
    ("[1e999]", "line 1, column 2: the number is too large"),
    ("\"a", "line 1, column 1: the text that begins here does not end"),
    ("\"é😀\t\"", "line 1, column 4: a control character in a text must be escaped"),
    (#"["\x"]"#, "line 1, column 3: `\\` must be followed by one of \" \\ / b f n r t u"),
    (#""\u12g4""#, "line 1, column 2: `\\u` must be followed by four hexadecimal digits"),
    (#""\u12"#, "line 1, column 2: `\\u` must be followed by four hexadecimal digits"),
    (#""\ud83d""#, "line 1, column 2: `\\u` names half a character; the other half must follow"),
    (
      #""\ud83d\u0041""#,
      "line 1, column 2: `\\u` names half a character; the other half must follow"
    ),
    (
      #""\ude00\ud83d""#,
      "line 1, column 2: `\\u` names half a character; the other half must follow"
    ),
    ("// no\n1", "line 1, column 1: expected a value, got `/`"),
    ("'a'", "line 1, column 1: expected a value, got `'`"),
    ("\u{FEFF}1", "line 1, column 1: expected a value, got `\u{FEFF}`"),
    ("\u{A0}1", "line 1, column 1: expected a value, got `\u{A0}`"),
  ])
  func `what the standard does not allow is an error with its place`(
    text: String,
    expected: String
  ) async {
    #expect(await reason("return json.decode(\(literal(text)))") == "json.decode: \(expected)")
  }

  @Test func `bytes that are not UTF-8 are refused`() async {
    #expect(await reason("json.decode('\"\\255\"')") == "json.decode: the text is not UTF-8")
    #expect(
      await reason("json.decode('\"\\xed\\xa0\\x80\"')") == "json.decode: the text is not UTF-8"
    )
  }

  @Test func `nesting ends at 64, and a text of brackets takes no stack`() async {
    #expect(
      await reason("json.decode(('['):rep(64) .. (']'):rep(64)) return report.new { title = 'T' }")
        == nil
    )
    #expect(
      await reason("json.decode(('['):rep(65) .. (']'):rep(65))")
        == "json.decode: line 1, column 65: arrays and objects are nested deeper than 64"
    )
    #expect(
      await reason("json.decode(('['):rep(10000000))")
        == "json.decode: line 1, column 65: arrays and objects are nested deeper than 64"
    )
    #expect(
      await reason("json.decode(('{\"a\":'):rep(10000000))")
        == "json.decode: line 1, column 321: arrays and objects are nested deeper than 64"
    )
  }
}
