import LuaHost
import Testing

@testable import ReportScripting

@Suite struct StubTests {
  private let stubs = ScriptStubs.text()

  @Test func `no local of the stubs hides a global`() {
    let locals = stubs.matches(of: #/(?m)^local ([A-Za-z_]+)/#).map { String($0.1) }
    let interface = Interface.documented
    #expect(!locals.isEmpty)
    #expect(Set(locals).isDisjoint(with: interface.modules.map(\.name)))
  }

  @Test func `the stubs are Lua`() async throws {
    let output = try await ScriptRunner.run(input("script { report = false }\n\(stubs)"))
    #expect(output.reports.isEmpty)
  }

  @Test func `every type that the stubs mention is one of theirs`() {
    let notes = stubs.split(separator: "\n").filter { $0.hasPrefix("---@") || $0.hasPrefix("---|") }
    let text = notes.joined(separator: "\n")
    let mentioned = Set(text.matches(of: #/tally(\.[a-z_]+)+/#).map { String($0.0) })
    let known = text.matches(of: #/@(?:class|alias) (tally(?:\.[a-z_]+)+)/#).map { String($0.1) }
    #expect(mentioned.subtracting(known).sorted() == [])
    #expect(known.count == Set(known).count)
    #expect(mentioned.count > 30)
  }

  @Test func `options are classes of their own, with a line for each`() {
    #expect(
      stubs.contains(
        """
        ---@class tally.allowances.load.options
        ---@field source? tally.source_name only those of this source
        ---@field name? string only those that the platform calls so
        ---@field period? tally.period the report's own without it
        ---@field as_of? string only what was learnt by then, in RFC 3339
        ---@field history? boolean true adds the points of the period

        """
      )
    )
    #expect(stubs.contains("---@param query? tally.allowances.load.options the options below"))
    #expect(stubs.contains("---@class tally.report.list.options\n---@field ordered? boolean true"))
    #expect(
      stubs.contains("---@class tally.chart.line.options\n---@field [integer] any the data\n")
    )
    #expect(stubs.contains("---@param options? tally.report.list.options { ordered = true }"))
  }

  @Test func `rows, lists, callbacks and operators are typed`() {
    for line in [
      "---@return tally.allowance[]", "---@field points tally.allowance_point[]? with",
      "---@operator add(tally.money|number): tally.money", "---@operator len: integer",
      "---@field [integer] tally.point", "---@overload fun(text: string): tally.period",
      "---@field null tally.null `null` in a JSON array, where nil would end the list.",
      "---@param fill fun(part: tally.report) receives the part and adds its blocks",
      "---@param columns (string|tally.column)[] field names, or { field=, title=, format=, align=, total= }",
      "---@class tally.record: tally.row", "---@field [1] string what it is",
    ] {
      #expect(stubs.contains("\n\(line)"), "\(line)")
    }
  }

  @Test func `the names of the configuration are suggested, and every text is accepted`() {
    let stubs = ScriptStubs.text(
      sources: ["puter-main", "notte"],
      apps: ["Shop", "The \"Best\" App", "it's \"both\"", "two\nlines"],
      budgets: ["team"]
    )
    #expect(
      stubs.contains(
        """
        ---@alias tally.source_name
        ---| "puter-main"
        ---| "notte"
        ---| string

        """
      )
    )
    #expect(
      stubs.contains(
        """
        ---@alias tally.app_name
        ---| "Shop"
        ---| 'The "Best" App'
        ---| string

        """
      )
    )
    #expect(stubs.contains("---@alias tally.budget_name\n---| \"team\"\n---| string\n"))
    #expect(self.stubs.contains("---@alias tally.budget_name\n---| string\n"))
  }

  @Test func `what an editor shows has the details and the examples, and no links`() {
    #expect(stubs.contains("---```lua\n---local parts = money.split("))
    #expect(stubs.contains("\n---- One frame: its days."))
    #expect(!stubs.contains(".md"))
  }

  @Test(arguments: [
    (ParameterType.source, "tally.source_name", "the name of a source"),
    (.app, "tally.app_name", "the name of an app"),
    (.budget, "tally.budget_name", "the name of a budget"),
    (.dimension, "tally.dimension", "the name of a dimension"),
  ])
  func `a name of the configuration is checked as a text`(
    type: ParameterType,
    annotation: String,
    name: String
  ) {
    #expect(type.annotation == annotation)
    #expect(type.name == name)
    #expect(type.accepts("anything"))
    #expect(!type.accepts(5))
    #expect(!type.accepts(nil))
  }
}
