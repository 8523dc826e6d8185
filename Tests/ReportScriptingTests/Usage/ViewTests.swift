import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct ViewTests {
  /// A fee that is billed on the first of the month and spread over it, and usage that a top-up paid for.
  private static let data = MadeUpData(
    records: (1...20).flatMap { day in
      let text = "2026-11-\(day < 10 ? "0" : "")\(day)"
      return [
        LaterData.record(text, app: "Plan", cost: 2, billed: day == 1 ? 60 : 0),
        LaterData.record(text, app: "Shop", cost: 1, billed: 0),
      ]
    } + [LaterData.record("2026-10-01", app: "Plan", cost: 2, billed: 62)]
  )

  private func printed(_ source: String) async throws -> [String] {
    try await ReportScriptingTests.printed(input(source, data: Self.data))
  }

  @Test func `each view has its own money, everywhere`() async throws {
    let source = """
      for _, view in ipairs { "effective", "billed" } do
        local f = usage.load { view = view }
        print(f.cost, f.before, f:where({ app = "Shop" }).cost, f:daily()[1].value, f:daily()[2].value)
        for row in f:by("app"):rows() do print(row.app, row.cost, row.before, row.trend[1].value) end
        local day, cost = f:values("day", "cost")()
        print(day, cost, f:numbers("cost")(), f:rows()().cost)
      end
      """
    #expect(
      try await printed(source) == [
        "$60.00\t$2.00\t$20.00\t$3.00\t$3.00", "Plan\t$40.00\t$2.00\t$2.00",
        "Shop\t$20.00\tnil\t$1.00", "2026-11-01\t$2.00\t2.0\t$2.00",
        "$60.00\t$62.00\t$0.00\t$60.00\t$0.00", "Plan\t$60.00\t$62.00\t$60.00",
        "Shop\t$0.00\tnil\t$0.00", "2026-11-01\t$60.00\t60.0\t$60.00",
      ]
    )
  }

  @Test func `without a view, usage counts on the days that it pays for`() async throws {
    #expect(
      try await printed("print(usage.load().cost, usage.load({ view = 'effective' }).cost)")
        == ["$60.00\t$60.00"]
    )
    #expect(try await printed("print(usage.load():daily()[1].value)") == ["$3.00"])
  }

  @Test func `tables and comparisons show the view that was asked for`() async throws {
    let table = try #require(
      try await blocks(
        "r:table(usage.load({ view = 'billed' }):by('app'), { 'app', 'cost' })",
        data: Self.data
      ).first?.table
    )
    #expect(
      table.rows.map(\.cells) == [[.text("Plan"), .usd("60")], [.text("Shop"), .usd("0")]]
    )
    #expect(
      try await printed(
        """
        local billed = usage.load({ view = "billed" }):by("app")
        for row in billed:compare(usage.load():by("app")):rows() do
          print(row.app, row.before, row.after, row.change)
        end
        """
      ) == ["Plan\t$40.00\t$60.00\t$20.00", "Shop\t$20.00\t$0.00\t−$20.00"]
    )
  }
}
