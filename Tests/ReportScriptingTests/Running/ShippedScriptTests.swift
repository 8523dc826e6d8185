import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct ShippedScriptTests {
  private func run(_ name: String, data: some ScriptData) async throws -> ScriptOutput {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let script = root.appending(path: "Scripts/\(name)")
    var input = input("", data: data)
    input.source = Array(try Data(contentsOf: script))
    return try await ScriptRunner.run(input)
  }

  @Test func `spend by app runs on sample data`() async throws {
    let output = try await run("spend-by-app.lua", data: MadeUpData())
    let document = try #require(output.reports.first).document
    let figures = document.blocks.compactMap(\.figures).first
    #expect(document.title == "Spend in November 2026")
    #expect(
      figures?.map(\.label) == [
        "Spent so far", "A day, on average", "Largest app", "Largest platform",
      ]
    )
    #expect(figures?[0].value == .usd("57"))
    #expect(figures?[0].before == .usd("50"))
    #expect(document.blocks.last?.isDetails == true)
  }

  @Test func `spend by app says so where the store is empty`() async throws {
    let output = try await run("spend-by-app.lua", data: MadeUpData.empty)
    #expect(
      output.reports.first?.document.blocks
        == [.paragraph(words("No cost is known for November 2026."))]
    )
  }
}

/// Scripts as a user would write them from the reference alone.
@Suite struct UserScriptTests {
  @Test func `a statement a team`() async throws {
    let source = """
      local options = params { top = 5 }
      local month = period.month():previous()
      local spend = usage.load { period = month }

      return report.each({ "web", "core" }, function(team)
        local own = spend:where { ["tag.team"] = team }
        local r = report.new { title = team .. ", " .. month.label, file = team, period = month }
        r:figures {
          { "Cost", own.cost, before = own.before },
          own.requests and { "A thousand requests", own.cost / own.requests * 1000 },
        }
        return r:table(own:by("app", "service"):top(options.top), { "app", "service", "cost", "share" })
      end)
      """
    let output = try await ScriptRunner.run(input(source))
    #expect(output.reports.map(\.document.title) == ["web, October 2026", "core, October 2026"])
    #expect(output.reports[0].document.blocks.first?.figures?[1].value == .usd("125"))
  }

  @Test func `what changed since last month`() async throws {
    let source = """
      local now = usage.load { dims = { "app" } }
      local before = usage.load { period = period.month():previous():same_days(), dims = { "app" } }
      local changes = now:by("app"):compare(before:by("app"))
      local r = report.new { title = "What changed" }
      local up = 0
      for row in changes:rows() do if row.change > 0 then up = up + row.change end end
      r:text("Increases sum to **" .. tostring(up) .. "**.")
      r:table(changes, { "app", "before", "after", "change", "percent" }, { limit = 10 })
      r:chart(chart.line { now, before, title = "Day by day" })
      return r
      """
    let output = try await ScriptRunner.run(input(source))
    let blocks = try #require(output.reports.first).document.blocks
    #expect(
      blocks.first
        == .paragraph([.text("Increases sum to "), .strong([.text("$18.00")]), .text(".")])
    )
    #expect(blocks[1].table?.rows.count == 4)
  }

  @Test func `the days that cost the most`() async throws {
    let source = """
      local days = {}
      for i, point in ipairs(usage.load():daily()) do
        if point.value then days[#days + 1] = { day = point.day, cost = point.value } end
      end
      table.sort(days, function(a, b)
        if a.cost == b.cost then return a.day < b.day end
        return a.cost > b.cost
      end)
      local list = {}
      for i = 1, math.min(3, #days) do list[i] = days[i] end
      return report.new { title = "Costly days" }
        :table(list, { "day", { field = "cost", format = "bar" } }, { total = true })
        :chart(chart.bars { list, x = "day", y = "cost" })
      """
    let blocks = try #require(try await ScriptRunner.run(input(source)).reports.first).document
      .blocks
    #expect(blocks[0].table?.rows.map { $0.cells[1] } == [.usd("3"), .usd("3"), .usd("3")])
    #expect(blocks[0].table?.total?.cells == [.text("Total"), .usd("9")])
    #expect(
      blocks[1].chart?.axis == .labels(["1 Nov 2026", "2 Nov 2026", "3 Nov 2026"])
    )
  }
}
