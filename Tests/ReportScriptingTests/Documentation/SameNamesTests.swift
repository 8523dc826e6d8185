import LuaHost
import Testing

@testable import ReportScripting

/// Stubs, reference and runtime name the same things.
@Suite struct SameNamesTests {
  private let interface = Interface.documented

  /// What a state has: modules, their functions and values, and the members of each type of object.
  private func runtime() async throws -> Set<String> {
    let source = """
      local standard = {}
      for name in ("_G _VERSION assert coroutine error getmetatable ipairs math next os pairs pcall print "
        .. "rawequal rawget rawlen rawset require select setmetatable string table tonumber tostring "
        .. "type utf8 xpcall"):gmatch("%S+") do standard[name] = true end
      for name, value in pairs(_G) do
        if not standard[name] then
          print(name)
          if type(value) == "table" then for key in pairs(value) do print(name .. "." .. key) end end
        end
      end
      """
    var names = Set(try await printed(source))
    for type in interface.objects.map({ $0.luaType() }) {
      names.formUnion(type.fields.keys.map { "\(type.name).\($0)" })
      names.formUnion(type.methods.map(\.name))
    }
    return names
  }

  /// Modules that cannot be called, and are therefore no entry of their own in the reference.
  private var silentModules: Set<String> {
    Set(interface.modules.filter { $0.call == nil }.map(\.name))
  }

  /// What the stub file declares: `usage.load`, `frame:by`, `frame.cost`, `json.null`.
  private var stubbed: Set<String> {
    let types = Set(interface.objects.map(\.name))
    var names: Set<String> = []
    var owner: String?
    for line in ScriptStubs.text().split(separator: "\n") {
      if let match = line.firstMatch(of: #/^---@class tally\.(module\.)?([a-z_.]+)/#) {
        let name = String(match.2)
        owner = match.1 != nil || types.contains(name) ? name : nil
      }
      if let owner, let match = line.firstMatch(of: #/^---@field ([a-z_0-9]+)\?? /#) {
        names.insert("\(owner).\(match.1)")
      }
      if let match = line.firstMatch(of: #/^function ([a-z_]+)([:.]?)([a-z_]*)\(/#) {
        let owner = match.1.replacing("tally_", with: "")
        names.insert("\(owner)\(match.2)\(match.3)")
      }
      if let match = line.firstMatch(of: #/^([a-z]+) = \{\}/#) { names.insert(String(match.1)) }
    }
    return names
  }

  /// What the pages of the reference describe.
  private var described: Set<String> {
    let types = Set(interface.objects.map(\.name))
    let names = Set(interface.functions.map(\.name))
      .union(interface.modules.flatMap(\.values).map(\.name))
    var found: Set<String> = []
    for page in ScriptReference.pages() where page.file != "README.md" {
      // A page without a module is about its object from the first line.
      var owner: String? = String(page.file.dropLast(3))
      var isFieldTable = false
      for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let match = line.firstMatch(of: #/^## (.+)$/#) {
          let heading = String(match.1)
          let object = heading.hasSuffix(" objects") ? String(heading.dropLast(8)) : nil
          owner = object.flatMap { types.contains($0) ? $0 : nil }
          if names.contains(heading) { found.insert(heading) }
        }
        if line.hasPrefix("| Field |") {
          isFieldTable = true
        } else if line.isEmpty {
          isFieldTable = false
        }
        if isFieldTable, let owner, let match = line.firstMatch(of: #/^\| `([a-z_0-9]+)` \|/#) {
          found.insert("\(owner).\(match.1)")
        }
      }
    }
    return found
  }

  @Test func `the stubs name what the runtime has, and nothing else`() async throws {
    let runtime = try await runtime()
    #expect(runtime.count > 100)
    #expect(stubbed.symmetricDifference(runtime).sorted() == [])
  }

  @Test func `the reference describes what the runtime has, and nothing else`() async throws {
    let runtime = try await runtime()
    #expect(described.symmetricDifference(runtime.subtracting(silentModules)).sorted() == [])
  }

  /// How to get an object of each type.
  private static let makers = [
    "period": "period.month()", "day": "period.month().start", "money": "money('1 USD')",
    "frame": "usage.load { where = { app = 'Shop' } }", "groups": "usage.load():by('app')",
    "comparison": "usage.load():by('app'):compare(usage.load():by('app'))",
    "pivot": "usage.load():pivot('app', 'month')", "series": "usage.load():daily()",
    "point": "usage.load():daily()[1]",
    "report": "report.new { title = 'T' }", "reports": "report.each({}, print)",
    "chart": "chart.line { usage.load() }", "null": "json.null", "array": "json.array {}",
    "rule": "allocation.rule { 'r', to = 'Shop' }", "policy": "allocation.policy {}",
    "shares": "allocation.policy {}:apply()", "outlook": "forecast.period()",
    "event": "forecast.event { 'E', since = '2026-11-25', days = 1, factor = 2 }",
  ]

  @Test func `an object has the members that the stubs declare`() async throws {
    for object in interface.objects {
      // A type of which nothing says how to get an object is looked at by its own tests.
      guard let maker = Self.makers[object.name] else { continue }
      let members = stubbed.filter {
        $0.hasPrefix("\(object.name).") || $0.hasPrefix("\(object.name):")
      }
      .map { $0.dropFirst(object.name.utf8.count + 1) }.filter { !$0.isEmpty }
      let functions = Set(interface.modules.flatMap(\.functions).map(\.name))
      for member in members.sorted() where !functions.contains("\(object.name).\(member)") {
        #expect(
          try await printed("local object = \(maker) local value = object.\(member) print('ok')")
            == ["ok"],
          "\(object.name).\(member)"
        )
      }
    }
  }

  @Test func `a row has the fields that the stubs declare`() async throws {
    let makers = [
      "record": "usage.load():rows()()", "group": "usage.load():by('app'):rows()()",
      "change": "usage.load():by('app'):compare(usage.load():by('app')):rows()()",
      "pivot_row": "usage.load():pivot('app', 'month'):rows()()",
      "allowance": "allowances.load({ history = true })[1]",
      "allowance_point": "allowances.load({ history = true })[1].points[1]",
      "run_out": "allowances.load()[1].runs_out",
      "unused": "(allowances.load()[1].unused or {})",
      "share": "allocation.policy({}):apply():explain()[1]",
      "cell": """
      (function()
        local cell
        allocation.policy({ allocation.rule { 'r', match = function(c) cell = c end, to = 'Shop' } }):apply()
        return cell
      end)()
      """,
      "outlook_day": "forecast.period().path[1]",
      "outlook_backtest": "(forecast.period().backtest or {})",
      "outlook_record": "(forecast.period().record or {})",
      "outlook_past": "((forecast.period().record or { forecasts = {} }).forecasts[1] or {})",
      "anomaly": "(usage.anomalies()[1] or {})",
      "metric_row": "metrics.load('users'):by('app')[1]",
      "invoice": "invoices.load({ period = period.month():previous() })[1]",
    ]
    for row in Interface.rows {
      let maker = try #require(makers[row.name])
      for field in row.shownFields {
        let source = "local row = \(maker) local value = row.\(field.name) print('ok')"
        #expect(
          try await printed(input(source, data: MadeUpData.examples)) == ["ok"],
          "\(row.name).\(field.name)"
        )
      }
    }
  }

  @Test func `a table of a certain shape may have the names that the stubs declare, and no others`()
    async
  {
    let calls = [
      "figure": "report.new { title = 'T' }:figures { { 'a', 1, NAME = {} } }",
      "driver": "allocation.rule { 'r', by = { measure = 'cost', NAME = {} } }",
      "column": "report.new { title = 'T' }:table({}, { { field = 'a', NAME = {} } })",
    ]
    for shape in Interface.shapes {
      guard let call = calls[shape.name] else {
        Issue.record("no call for \(shape.name)")
        continue
      }
      for field in shape.fields + [Parameter("nothing_like_it", .any, "")] {
        let text = await reason(call.replacing("NAME", with: field.name))
        let isUnknown = text?.contains("unknown option") == true
        #expect(isUnknown == (field.name == "nothing_like_it"), "\(shape.name).\(field.name)")
      }
    }
  }
}
