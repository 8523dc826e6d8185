import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("money('12.50 USD').text", "12.5 USD"), ("money(12.5, 'USD').text", "12.5 USD"),
    ("money('0.1', 'EUR').text", "0.1 EUR"), ("money('12.50 USD')", "$12.50"),
    ("money('5 helius:credit').text", "5 helius:credit"), ("money('12.50 USD').amount", "12.5"),
    ("money('12.50 USD').currency", "USD"), ("money('12.50 USD').is_zero", "false"),
    ("money('0 USD').is_zero", "true"), ("(money('0.1 USD') + money('0.2 USD')).text", "0.3 USD"),
    ("(money('1 USD') - money('3 USD')).text", "-2 USD"), ("(-money('1 USD')).text", "-1 USD"),
    ("(money('1 USD') * 3).text", "3 USD"), ("(3 * money('1 USD')).text", "3 USD"),
    ("(money('1 USD') * 0.1).text", "0.1 USD"), ("(money('1 USD') / 4).text", "0.25 USD"),
    ("(money('1 USD') / 3).text", "0.333333333333 USD"),
    ("money('3 USD') / money('4 USD')", "0.75"),
    ("money('1 USD') == money('1.00 USD')", "true"), ("money('1 USD') == money('1 EUR')", "false"),
    ("money('1 USD') < money('2 USD')", "true"), ("money('1 USD') >= money('2 USD')", "false"),
    ("money('0 USD') == 0", "false"), ("money('1 USD') == period.month()", "false"),
  ])
  func `amounts are exact`(expression: String, expected: String) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    ("(0 + money('1 USD')).text", "1 USD"), ("(money('1 USD') + 0).text", "1 USD"),
    ("(0 - money('1 USD')).text", "-1 USD"), ("(money('1 USD') - 0.0).text", "1 USD"),
    ("money('1 USD') > 0", "true"), ("0 > money('1 USD')", "false"),
    ("money('0 USD') <= 0", "true"), ("0 <= money('0 EUR')", "true"),
  ])
  func `the number 0 is neutral`(expression: String, expected: String) async throws {
    #expect(try await value(expression) == expected)
  }

  @Test(arguments: [
    ("+", "add USD and EUR"), ("-", "subtract USD and EUR"), ("<", "compare USD and EUR"),
    ("<=", "compare USD and EUR"), ("/", "divide USD and EUR"),
  ])
  func `mixing currencies names both`(symbol: String, what: String) async {
    #expect(
      await reason("return money('1 USD') \(symbol) money('1 EUR')")
        == "\(symbol): cannot \(what); convert one with a rate first"
    )
  }

  @Test func `sums and splits are exact`() async throws {
    #expect(
      try await printed(
        """
        print(money.sum({ money('0.1 USD'), 0, money('0.2 USD') }).text, money.sum({}))
        for _, m in ipairs(money.split(money('100 USD'), { 1, 1, 1 })) do print(m.text) end
        for _, m in ipairs(money.split(money('-1 USD'), { 0.5, 0, 1.5 })) do print(m.text) end
        print(money.sum(money.split(money('0.000000000007 USD'), { 3, 2, 2, 9 })).text)
        """
      ) == [
        "0.3 USD\t0", "33.333333333334 USD", "33.333333333333 USD", "33.333333333333 USD",
        "-0.25 USD", "0 USD", "-0.75 USD", "0.000000000007 USD",
      ]
    )
  }

  @Test(arguments: [
    ("money(5)", "money: a plain number needs its currency: money(12.5, \"USD\")"),
    ("money('5')", "money: argument 1 (amount): expected an amount such as 12.50 USD, got \"5\""),
    (
      "money('5 usd')",
      "money: argument 1 (amount): expected an amount such as 12.50 USD, got \"5 usd\""
    ),
    (
      "money('1e30 USD')",
      "money: argument 1 (amount): expected an amount such as 12.50 USD, got \"1e30 USD\""
    ),
    ("money(5, 'usd')", "money: argument 2 (currency): expected a code such as USD, got \"usd\""),
    (
      "money(0/0, 'USD')",
      "money: argument 1 (amount): expected a number, got a number that is not finite"
    ),
    (
      "money(1e300, 'USD')",
      "money: argument 1 (amount): 1e+300 is too large (amounts may have 26 digits before the point)"
    ),
    ("money()", "money: argument 1 (amount): expected a text or a number, got nothing"),
    (
      "money('1 USD') + 1",
      "+: cannot add money and 1; only the number 0 has no currency"
    ),
    (
      "1 < money('1 USD')",
      "<: cannot compare money and 1; only the number 0 has no currency"
    ),
    (
      "money('1 USD') + nil",
      "+: cannot add money and nothing; one of the two is not known (nil)"
    ),
    ("money('1 USD') * money('1 USD')", "*: money can be multiplied with a number only"),
    ("money('1 USD') * '2'", "*: money can be multiplied with a number only"),
    ("money('1 USD') * (0/0)", "*: cannot multiply 1 USD by a number that is not finite"),
    ("5 / money('1 USD')", "/: a number cannot be divided by money"),
    ("money('1 USD') / 0", "/: cannot divide 1 USD by 0"),
    ("money('1 USD') / money('0 USD')", "/: cannot divide 1 USD by 0 USD"),
    (
      "money('1e26 USD') * 1e20",
      "*: the exact result is too large (amounts may have 26 digits before the point)"
    ),
    (
      "money.sum { money('1 USD'), money('1 EUR') }",
      "money.sum: argument 1 (amounts): entry 2: cannot add USD and EUR; convert one with a rate first"
    ),
    (
      "money.sum { money('1 USD'), nil, money('2 USD') }",
      "money.sum: argument 1 (amounts): the list has a gap: its entry 2 is nil"
    ),
    (
      "money.sum { 1, 2 }",
      "money.sum: argument 1 (amounts): entry 1: cannot add money and 1; only the number 0 has no currency"
    ),
    ("money.sum(5)", "money.sum: argument 1 (amounts): expected a table, got 5"),
    ("money.split(money('1 USD'), { 0, 0 })", "money.split: all weights are zero"),
    ("money.split(money('1 USD'), {})", "money.split: all weights are zero"),
    (
      "money.split(money('1 USD'), { 1, -1 })",
      "money.split: argument 2 (weights): entry 2: expected a number that is not negative, got -1"
    ),
    (
      "money.split(money('1 USD'), { 1, 0/0 })",
      "money.split: argument 2 (weights): entry 2: expected a number that is not negative, got a number that is not finite"
    ),
    (
      "money.split(money('1 USD'), { Shop = 1 })",
      "money.split: argument 2 (weights): a list is expected, got a value called \"Shop\""
    ),
    (
      "money.split(money('1 USD'), { 1, 1e300 })",
      "money.split: argument 2 (weights): entry 2: 1e+300 is too large"
    ),
    (
      "money.split(money('1 USD'), { 1e-13, 2e-13 })",
      "money.split: no weight is as large as 0.000000000001; multiply them all"
    ),
    ("money('1 USD') * 1e300", "*: cannot multiply 1 USD by 1e+300, which is too large"),
    ("0/0 * money('1 USD')", "*: cannot multiply 1 USD by a number that is not finite"),
    ("money('1 USD') * money('1 USD')", "*: money can be multiplied with a number only"),
    (
      "money.split(5, { 1 })",
      "money.split: argument 1 (amount): expected an amount of money, got 5"
    ),
    ("money('1 USD').cents", "money has no field or method \"cents\""),
  ])
  func `a wrong use says what is wrong`(expression: String, expected: String) async {
    #expect(await reason("return \(expression)") == expected)
  }

  @Test(arguments: [
    "{ 1e6, 1e-12, 1/3 }", "{ math.maxinteger, math.maxinteger }", "{ math.maxinteger, 1, 0.5 }",
    "{ 12345678.12, 0.000000000001 }", "{ 1e25, 1 }",
  ])
  func `parts sum to the amount, whatever the size of the weights`(weights: String) async throws {
    #expect(try await value("money.sum(money.split(money('7 USD'), \(weights))).text") == "7 USD")
  }

  @Test func `weights with more digits than the host counts keep their proportion`() async throws {
    #expect(
      try await printed(
        "for _, m in ipairs(money.split(money('3 USD'), { 2e25, 1e25, 1e-12 })) do print(m.text) end"
      ) == ["2 USD", "1 USD", "0 USD"]
    )
  }
}
