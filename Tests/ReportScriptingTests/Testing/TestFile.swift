import LuaHost
import ReportDocument
import ReportScripting
import UsageModel

/// Runs the text of a file with tests; the script it may run is called `spend`.
func runTests(
  _ source: String,
  script: String = "return report.new { title = 'Spend in ' .. period.month().label }",
  filter: String? = nil,
  limits: LuaLimits = LuaLimits()
) async throws -> ScriptTestResult {
  let surroundings = input("", limits: limits)
  return try await ScriptTests.run(
    ScriptTestInput(
      file: ScriptFile(name: "Scripts/x_test.lua", source: Array(source.utf8)),
      libraryFolder: nil,
      filter: filter,
      surroundings: surroundings,
      script: { name throws(ScriptTestInput.ScriptNotFound) in
        guard name == "spend" else {
          throw ScriptTestInput.ScriptNotFound("there is no script \"\(name)\"")
        }
        return ScriptTestInput.FoundScript(
          file: ScriptFile(name: "Scripts/spend.lua", source: Array(script.utf8)),
          libraryFolder: "none"
        )
      },
      markdown: { "# \($0.title)" }
    )
  )
}

/// Why the only test with a body fails; nil when it passes.
func failure(ofTest body: String, script: String = "return report.new { title = 'x' }")
  async throws -> String?
{
  let result = try await runTests("test('t', function() \(body) end)", script: script)
  if let error = result.error { return error }
  return result.tests.first?.failure.map { "\($0.place): \($0.message)" }
}
