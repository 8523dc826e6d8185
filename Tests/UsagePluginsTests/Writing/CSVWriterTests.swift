import ReportDocument
import Testing
import UsageModel
import UsagePlugins

/// The writer that comes with the product: what a CSV reader reads back is what the tables said.
struct CSVWriterTests {
  /// Texts that CSV, spreadsheets or Lua's patterns could take for something else.
  private static let texts = [
    "Shop", "", "a,b", "say \"so\"", "two\nlines", "two\r\nlines", "  spaces ", "é–†", "%d[x]",
    "100%",
    "\"", "\"\"", ",", "x=1", "a'b", "\u{0}nul",
  ]

  /// What a reader finds in a file.
  private func rows(_ bytes: [UInt8]) throws -> [[String]] {
    var reader = CSVReader(bytes)
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.fields) }
    return rows
  }

  private func files(_ tables: [Table]) async throws -> [WrittenFile] {
    let document = ReportDocument(title: "T", blocks: tables.map { .table($0) })
    return try #require(try await written(try shipped(.writer, "csv"), document).files.first)
  }

  @Test(arguments: 1...20)
  func `a table reads back as it was, to the last digit`(seed: Int) async throws {
    // Small linear steps through texts and amounts: every table is another one, and always the same.
    let amounts = (0..<8).map { row in
      FixedDecimal(units: Int128((row * 7919 + seed * 104_729) % 2_000_003 - 1_000_000) * 1_234_567)
    }
    let names = (0..<8).map { Self.texts[($0 * 5 + seed * 3) % Self.texts.count] + "\($0)" }
    let table = Table(
      columns: [Column("App, or none"), Column("Cost")],
      rows: zip(names, amounts).map { Row([.text($0), .money(Money($1, "USD"), decimals: 0)]) }
    )
    let file = try #require(try await files([table]).first)
    #expect(file.name == nil)
    let rows = try rows(file.bytes)
    #expect(rows.first == ["App, or none", "Cost (USD)"])
    #expect(rows.dropFirst().map { $0[0] } == names)
    #expect(rows.dropFirst().map { FixedDecimal($0[1]) } == amounts)
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=\"a\",b"])
  func `a text never becomes a formula, a number always stays one`(text: String) async throws {
    let table = Table(
      columns: [Column(text), Column("Change")],
      rows: [Row([.text(text), .moneyChange(Money(-5, "USD"))])]
    )
    let rows = try rows(try #require(try await files([table]).first).bytes)
    #expect(rows == [["'\(text)", "Change (USD)"], ["'\(text)", "-5"]])
  }

  @Test func `every table has a file, in the order of the report`() async throws {
    let tables = (1...12).map { number in
      Table(
        caption: "Table \(number)!",
        columns: [Column("N")],
        rows: [Row([.number(FixedDecimal(number))])]
      )
    }
    let files = try await files(tables)
    #expect(files.count == 12)
    #expect(files.first?.name == "01-table-1.csv")
    #expect(files.last?.name == "12-table-12.csv")
    #expect(try files.map { try rows($0.bytes)[1] } == (1...12).map { ["\($0)"] })
  }

  @Test func `the report that has everything is written`() async throws {
    let made = try await written(try shipped(.writer, "csv"))
    let rows = try rows(try #require(made.files.first?.first).bytes)
    #expect(rows.allSatisfy { $0.count == 3 })
    #expect(rows.last == ["Total", "", ""])
  }
}
