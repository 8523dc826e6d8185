import ReportDocument
import Testing
import UsageModel

@Suite struct TableGroupTests {
  private static let rows = """
    { { team = "web", app = "Shop", users = 3 }, { team = "rpc", app = "Node", users = 1 },
      { team = "web", app = "Wallet", users = 2 }, { app = "Old", users = 4 } }
    """

  private func table(_ options: String) async throws -> Table {
    let call = "r:table(\(Self.rows), { \"app\", \"users\" }, \(options))"
    return try #require(try await blocks(call).first?.table)
  }

  @Test func `rows that share a value stand under a line with it`() async throws {
    let table = try await table("{ group = \"team\", total = true }")
    let names = table.rows.map { $0.cells.first }
    let expected = ["web", "Shop", "Wallet", "rpc", "Node", "–", "Old"].map { Value.text($0) }
    #expect(names == expected)
    #expect(
      table.rows.map { $0.style == .group } == [true, false, false, true, false, true, false]
    )
    #expect(table.total?.cells == [.text("Total"), .number(10)])
  }

  @Test func `a limit counts rows and not the lines above them`() async throws {
    let table = try await table("{ group = \"team\", limit = 2 }")
    #expect(table.rows.map { $0.cells.first } == ["web", "Shop", "rpc", "Node"].map { .text($0) })
    #expect(table.leftOut == 2)
  }

  @Test func `a field that the rows do not have cannot group them`() async throws {
    let message = await failure(
      "return report.new { title = \"x\" }:table(usage.load():by(\"app\"), { \"app\" }, { group = \"tem\" })"
    )
    #expect(message?.contains("unknown field \"tem\" to group by") == true, "\(message ?? "none")")
  }
}
