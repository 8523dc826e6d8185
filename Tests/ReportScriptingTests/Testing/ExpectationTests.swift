import Testing

/// What `expect` takes for equal, and how it says that something is not.
struct ExpectationTests {
  @Test(arguments: [
    "expect(1):equals(1.0)", "expect('a'):equals('a')", "expect(nil):equals(nil)",
    "expect({ 1, { a = 2 }, [true] = 3, [7.5] = 4 }):equals { 1, { a = 2 }, [true] = 3, [7.5] = 4 }",
    "expect(money('1.50 USD')):equals(money(1.5, 'USD'))",
    "expect(period('2026-10').start):equals(period('2026-10-01').start)",
    "expect(period('2026-10')):equals(period.month('2026-10'))",
    "expect(nil):is_nil()", "expect(true):is_true()", "expect(false):is_false()",
    "expect(0.1 + 0.2):is_near(0.3, 1e-9)", "expect('a long text'):contains('long')",
    "expect({ 1, money('2 USD') }):contains(money('2 USD'))", "expect('abc'):matches('^%a+$')",
    "expect(function() error('no luck') end):fails('luck')",
    "expect(function() usage.load { dimz = 1 } end):fails()",
    "expect('abc'):contains('a'):contains('b'):equals('abc')",
  ])
  func `An expectation that holds says nothing`(body: String) async throws {
    #expect(try await failure(ofTest: body) == nil)
  }

  @Test(arguments: [
    ("expect(1):equals(2)", "expected 2, got 1"),
    ("expect('1'):equals(1)", "expected 1, got \"1\""),
    ("expect(money('1 USD')):equals(money('1 EUR'))", "expected 1 EUR, got 1 USD"),
    ("expect(money('1 USD')):equals('1 USD')", "expected \"1 USD\", got 1 USD"),
    ("expect({ 1, { a = 2 } }):equals { 1, { a = 3 } }", "expected 3, got 2 (at [2].a)"),
    ("expect({ 1 }):equals { 1, 2 }", "expected 2, got nil (at [2])"),
    ("expect({ a = 1 }):equals {}", "expected nil, got 1 (at a)"),
    ("expect({ [true] = 1 }):equals { [true] = 2 }", "expected 2, got 1 (at [true])"),
    ("expect({ 1, b = 'x' }):equals(nil)", "expected nil, got { 1, b = \"x\" }"),
    ("expect(0):is_nil()", "expected nil, got 0"),
    ("expect(1):is_true()", "expected true, got 1"),
    ("expect(nil):is_false()", "expected false, got nil"),
    ("expect(1.5):is_near(1, 0.4)", "expected 1 ± 0.4, got 1.5"),
    ("expect(0/0):is_near(1, 0.4)", "expected 1 ± 0.4, got nan"),
    ("expect('abc'):contains('d')", "expected something with \"d\" in it, got \"abc\""),
    ("expect({ 1, 2 }):contains('1')", "expected something with \"1\" in it, got { 1, 2 }"),
    ("expect('abc'):matches('^b')", "expected a text that matches \"^b\", got \"abc\""),
    ("expect(function() end):fails()", "expected an error, got none"),
    (
      "expect(function() error('bad') end):fails('luck')",
      "expected an error with \"luck\" in it, got \"bad\""
    ),
  ])
  func `One that does not hold says what was expected and what was found`(
    body: String,
    message: String
  ) async throws {
    #expect(try await failure(ofTest: body) == "Scripts/x_test.lua:1: \(message)")
  }

  @Test(arguments: [
    (
      "expect(1):equal(1)",
      "expectation has no field or method \"equal\"; did you mean \"equals\"?"
    ),
    (
      "expect(1):fails()",
      "expectation:fails: expected a function, got 1; write expect(function() … end):fails()"
    ),
    (
      "expect(print):equals(print)",
      "expectation:equals: a function cannot be compared; compare what it tells"
    ),
    (
      "local f = usage.load{} expect({ f }):equals { f }",
      "expectation:equals: a frame cannot be compared (at [1]); compare what it tells"
    ),
    (
      "expect('a'):matches('[')",
      "malformed pattern (missing ']')"
    ),
  ])
  func `A mistake in the test itself is told as one`(body: String, message: String) async throws {
    #expect(try await failure(ofTest: body) == "Scripts/x_test.lua:1: \(message)")
  }
}
