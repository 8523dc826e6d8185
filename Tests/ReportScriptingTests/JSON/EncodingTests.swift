import LuaHost
import Testing

@Suite struct JSONEncodingTests {
  @Test(arguments: [
    ("nil", "null"), ("true", "true"), ("-5", "-5"), ("math.maxinteger", "9223372036854775807"),
    ("math.mininteger", "-9223372036854775808"), ("0.1", "0.1"), ("1.0", "1.0"), ("-0.0", "-0.0"),
    ("1e300", "1e+300"), ("5e-324", "5e-324"), ("2^53", "9007199254740992.0"), ("'a'", #""a""#),
    ("{}", "{}"), ("json.array {}", "[]"), ("{ 1, 2 }", "[1,2]"), ("{ {} }", "[{}]"),
    ("{ b = 1, a = 2 }", #"{"a":2,"b":1}"#), ("json.null", "null"),
    ("{ json.null, 1 }", "[null,1]"), ("{ a = json.array { json.array {} } }", #"{"a":[[]]}"#),
    ("money('12.50 USD')", #""12.5 USD""#), ("period('2026-10')", #""2026-10""#),
    ("period('2026-10').start", #""2026-10-01""#),
    ("'\\0\\8\\9\\10\\12\\13\\31\\127'", #""\u0000\b\t\n\f\r\u001f"# + "\u{7F}\""),
    ("'\"\\\\/é€😀'", #""\"\\/é€😀""#),
    ("{ ['é'] = 1, ['e\u{301}'] = 2 }", "{\"e\u{301}\":2,\"é\":1}"),
  ])
  func `a value has one text`(expression: String, expected: String) async throws {
    // Swift takes texts for equal that differ in their bytes.
    let text = try await value("json.encode(\(expression))")
    #expect(Array(text.utf8) == Array(expected.utf8), "\(text)")
  }

  @Test func `with indent each value has a line`() async throws {
    let text = try await value(
      "json.encode({ rows = { { a = 1, b = {} }, 'x' }, none = json.array {} }, { indent = true })"
    )
    #expect(
      text == """
        {
          "none": [],
          "rows": [
            {
              "a": 1,
              "b": {}
            },
            "x"
          ]
        }
        """
    )
    #expect(try await value("json.encode({ 1 }, { indent = false })") == "[1]")
  }

  @Test func `the same value gives the same text, however it was made`() async throws {
    let source = """
      local first, second = {}, {}
      for i = 1, 200 do first["key " .. i] = i end
      for i = 200, 1, -1 do second["key " .. i] = i end
      print(json.encode(first) == json.encode(second), #json.encode(first))
      """
    let lines = try await printed(source)
    #expect(lines == ["true\t2585"])
  }

  @Test(arguments: [
    ("0/0", "a number that is not finite has no JSON form"),
    (
      "{ rows = { 1, 2, { cost = 1/0 } } }",
      "a number that is not finite has no JSON form, at .rows[3].cost"
    ),
    ("{ print }", "a function has no JSON form, at [1]"),
    ("{ spend = usage.load() }", "a frame has no JSON form, at .spend"),
    ("{ ['my rows'] = { print } }", "a function has no JSON form, at [\"my rows\"][1]"),
    ("{ ['1st'] = print }", "a function has no JSON form, at [\"1st\"]"),
    (
      "{ a = { 1, b = 2 } }",
      "a table with both a list and names, such as \"b\", has no JSON form, at .a"
    ),
    ("{ a = { 1, nil, 3 } }", "the list has a gap: its entry 2 is nil, at .a"),
    ("{ [1.5] = 1 }", "1.5 as a key has no JSON form"),
    ("{ [true] = 1 }", "true as a key has no JSON form"),
    ("{ a = '\\255' }", "a text that is not UTF-8 has no JSON form, at .a"),
    ("{ ['\\255'] = 1 }", "a name that is not UTF-8 has no JSON form"),
    ("{ a = json.array { 1, print } }", "a function has no JSON form, at .a[2]"),
  ])
  func `what JSON has no form for is an error with its place`(
    expression: String,
    expected: String
  ) async {
    #expect(await reason("return json.encode(\(expression))") == "json.encode: \(expected)")
  }

  @Test func `a table in itself, and lists in lists without end, are errors`() async {
    #expect(
      await reason("local t = {} t.me = t return json.encode(t)")
        == "json.encode: argument 1 is a table that contains itself"
    )
    #expect(
      await reason("local t = {} for i = 1, 1e6 do t = json.array { t } end")
        == "json.array: lists are nested deeper than 64"
    )
    #expect(
      await reason(
        "local t = 1 for i = 1, 60 do t = json.array { { { t } } } end return json.encode(t)"
      ) == "json.encode: arrays and objects are nested deeper than 64"
    )
    #expect(
      await reason("local t = 1 for i = 1, 64 do t = { t } end return json.encode(t)")
        == "test.lua: the script ended without returning a report (it returned a text of 129 bytes); "
        + "end it with `return r`, or say `script { report = false }`"
    )
  }

  @Test func `what is encoded reads as the same value`() async throws {
    let source = """
      local function same(a, b)
        if type(a) ~= "table" then return a == b and math.type(a) == math.type(b) end
        for key, value in pairs(a) do if not same(value, b[key]) then return false end end
        for key in pairs(b) do if a[key] == nil then return false end end
        return true
      end
      local numbers = { 0, -1, 1.5, -0.1, 1e-7, 2^63, 1e22, 123456789012345680.0, math.pi, 5e-324 }
      for i = 1, 500 do numbers[#numbers + 1] = math.random() * 10 ^ math.random(-300, 300) end
      local value = { numbers = numbers, text = "\\0\\"\\\\é😀\\u{2028}", deep = { { { a = true } } }, [""] = false }
      print(same(value, json.decode(json.encode(value))))
      print(same(value, json.decode(json.encode(value, { indent = true }))))
      """
    #expect(try await printed(source) == ["true", "true"])
  }
}
