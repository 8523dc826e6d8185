import Testing

@Suite struct SeriesTests {
  @Test func `a series has slots with a day and a value, and gaps are nil`() async throws {
    #expect(
      try await printed(
        """
        local s = usage.load():daily()
        print(#s, s[1].day, s[1].value, s[5].day, s[5].value, s[21], s[0], s[1.5], s[math.mininteger])
        local r = usage.load():daily("requests")
        print(r[1].value, r[5].value)
        """
      ) == ["20\t2026-11-01\t$3.00\t2026-11-05\tnil\tnil\tnil\tnil\tnil", "15\tnil"]
    )
  }

  @Test func `weeks and months are cut at the period's ends`() async throws {
    #expect(
      try await printed(
        """
        local f = usage.load { period = period("2026-Q4") }
        for i, slot in ipairs(f:weekly()) do
          if i < 3 then print(i, slot.day, slot.value) end
        end
        for i, slot in ipairs(f:monthly()) do print(i, slot.day, slot.value) end
        """
      ) == [
        "1\t2026-10-01\t$10.00", "2\t2026-10-05\t$17.50", "1\t2026-10-01\t$77.50",
        "2\t2026-11-01\t$57.00",
      ]
    )
  }

  @Test func `a trend is a group's daily cost`() async throws {
    #expect(
      try await printed(
        """
        for row in usage.load():by("app"):rows() do
          print(row.key, #row.trend, row.trend[1].value, row.trend[5].value)
        end
        """
      ).prefix(2) == ["Shop\t20\t$2.00\tnil", "Wallet\t20\t$1.00\tnil"]
    )
  }

  @Test func `a misspelt name is an error, not nil`() async {
    #expect(
      await reason("return usage.load():daily().total")
        == "series[i]: \"total\" is no slot; a slot is s[1] to s[#s]"
    )
    #expect(
      await reason("return usage.load():daily()[1].vlaue")
        == "point has no field or method \"vlaue\"; did you mean \"value\"?"
    )
  }
}
