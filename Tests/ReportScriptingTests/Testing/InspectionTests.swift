import ReportScripting
import Testing

/// Mistakes that are found in scripts without running them.
struct ScriptInspectionTests {
  private func findings(
    _ script: String,
    modules: [String: String] = [:],
    others: [String] = []
  ) async throws -> [String] {
    func file(_ name: String, _ text: String) -> ScriptFile {
      ScriptFile(name: name, source: Array(text.utf8))
    }
    return try await ScriptInspection().findings(
      in: file("Scripts/x.lua", script),
      modules: Dictionary(
        uniqueKeysWithValues: modules.map { ($0, file("Scripts/lib/\($0).lua", $1)) }
      ),
      others: others.map { file("Scripts/other.lua", $0) }
    ).map(\.description)
  }

  @Test func `Unknown globals are told with their line and what was probably meant`() async throws {
    #expect(
      try await findings(
        "local total = 1\nreturn ussage, perod.month(), totl, prnt, wholly_unknown, ussage"
      ) == [
        "Scripts/x.lua:2: unknown global \"perod\"; did you mean \"period\"?",
        "Scripts/x.lua:2: unknown global \"prnt\"; did you mean \"print\"?",
        "Scripts/x.lua:2: unknown global \"totl\"; did you mean \"total\"?",
        "Scripts/x.lua:2: unknown global \"ussage\"; did you mean \"usage\"?",
        "Scripts/x.lua:2: unknown global \"wholly_unknown\"",
      ]
    )
  }

  @Test(arguments: [
    "return usage, report, period, money, print, string.format, _G, _VERSION, fmt, chart, log",
    "helper = 1 return helper", "function helper() end return helper",
    "_G.helper = 1 return helper", "return _G.helper", "local _ENV = {} return helper",
    "_ENV.helper = 1 return helper", "setmetatable(_G, { __index = print }) return helper",
    "rawset(_G, 'helper', 1) return helper", "local function f(helper) return helper end return f",
  ])
  func `What the host, the sandbox or the script defines is no mistake`(script: String) async throws
  {
    #expect(try await findings(script) == [])
  }

  @Test func `Globals of modules count for the script, and a module's own mistakes are told`()
    async throws
  {
    let modules = [
      "used": "shared = 1 function M() return strign end return {}",
      "unused": "return nothing_of_this",
      "broken": "return return",
      "unused_broken": "end",
    ]
    #expect(
      try await findings("require 'used' require('broken') return shared, M()", modules: modules)
        == [
          "Scripts/lib/broken.lua:1: unexpected symbol near 'return'",
          "Scripts/lib/used.lua:1: unknown global \"strign\"; did you mean \"string\"?",
        ]
    )
    #expect(
      try await findings(
        "return require 'needy'",
        modules: ["needy": "return given"],
        others: ["given = 1"]
      ) == [],
      "another script may define it"
    )
  }

  @Test func `What may be meant is a warning`() async throws {
    #expect(
      try await findings(
        """
        local f = usage.load {}
        if f.cost == 0 then log.info "nothing" end
        local function sum() total = 1; return total end
        report = report.new { title = "x" }
        local unpack = table.unpack or unpack
        return report
        """
      ) == [
        "Scripts/x.lua:2: warning: an amount of money never equals 0; write `cost.is_zero`",
        "Scripts/x.lua:3: warning: \"total\" is a global, though only a function assigns it; write `local total`",
        "Scripts/x.lua:4: warning: this replaces the global \"report\"; write `local report`",
        "Scripts/x.lua:5: warning: `unpack` is not available in report scripts",
      ]
    )
  }

  @Test func `A script that is no Lua is left to the run, which says why`() async throws {
    #expect(try await findings("return return") == [])
  }

  @Test func `A finding knows the error of a run that is the same mistake`() async throws {
    let finding = try #require(
      try await ScriptInspection().findings(
        in: ScriptFile(name: "a.lua", source: Array("return ussage.x".utf8)),
        modules: [:],
        others: []
      ).first
    )
    #expect(
      finding.isTold(by: "a.lua:1: attempt to index a nil value (global 'ussage')\n     1 | x")
    )
    #expect(!finding.isTold(by: "a.lua:2: attempt to index a nil value (global 'ussage')"))
    #expect(!finding.isTold(by: "a.lua:1: no luck\nussage"))
  }
}
