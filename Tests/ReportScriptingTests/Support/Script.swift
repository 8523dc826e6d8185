import LuaHost
import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// An input with made-up sources and usage; 20 days of November 2026 are over.
func input(
  _ source: String,
  period: Period = Period(.month, containing: Month(year: 2026, month: 11).start),
  asOf: Timestamp = Timestamp(rfc3339: "2026-11-21T06:00:00Z") ?? Timestamp(seconds: 0),
  parameters: [String: String] = [:],
  limits: LuaLimits = LuaLimits(),
  data: some ScriptData = MadeUpData()
) -> ScriptInput {
  ScriptInput(
    name: "test.lua",
    source: Array(source.utf8),
    period: period,
    asOf: asOf,
    currency: "USD",
    parameters: parameters,
    sources: [
      ScriptSource(name: "puter-main", provider: "puter", dimensions: ["day", "app", "service"]),
      ScriptSource(name: "notte-main", provider: "notte", dimensions: ["day", "service"]),
      ScriptSource(name: "helius", provider: "helius", dimensions: ["day", "service"]),
    ],
    apps: ["Shop", "Wallet"],
    limits: limits,
    data: data
  )
}

/// A moment that a test names.
func moment(_ text: String) -> Timestamp {
  guard let moment = Timestamp(rfc3339: text) else { preconditionFailure("no moment: \(text)") }
  return moment
}

/// A day that a test names.
func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
  return day
}

/// What a script prints and logs, line by line.
func printed(_ source: String) async throws -> [String] {
  try await printed(input(source))
}

/// What a script prints and logs, line by line.
func printed(_ input: ScriptInput) async throws -> [String] {
  var input = input
  input.source = Array("script { report = false } ".utf8) + input.source
  return try await ScriptRunner.run(input).log
}

/// An expression's value as `print` shows it.
func value(_ expression: String) async throws -> String {
  try await printed("print(\(expression))").joined(separator: "\n")
}

/// Why a script fails, all of it; nil when it does not.
func failure(_ input: ScriptInput) async -> String? {
  do {
    _ = try await ScriptRunner.run(input)
    return nil
  } catch {
    return "\(error)"
  }
}

/// Why a script fails, all of it; nil when it does not.
func failure(_ source: String) async -> String? { await failure(input(source)) }

/// The first line of why a script fails, without its place.
func reason(_ source: String) async -> String? { await reason(input(source)) }

/// The first line of why a script fails, without its place.
func reason(_ input: ScriptInput) async -> String? {
  guard let line = await failure(input)?.split(separator: "\n").first else { return nil }
  return String(line.replacing(#/^test\.lua:\d+: /#, with: ""))
}

/// The report that `return report.new { title = "T" }` and the calls chained on it give.
func report(_ calls: String, data: some ScriptData = MadeUpData()) async throws -> ReportDocument {
  let source = "local r = report.new { title = \"T\" }\n\(calls)\nreturn r"
  let output = try await ScriptRunner.run(input(source, data: data))
  return try #require(output.reports.first).document
}

/// The blocks that calls on a report `r` add.
func blocks(_ calls: String, data: some ScriptData = MadeUpData()) async throws -> [Block] {
  try await report(calls, data: data).blocks
}

extension Block {
  var table: Table? { if case .table(let table) = self { table } else { nil } }
  var chart: Chart? { if case .chart(let chart) = self { chart } else { nil } }
  var isDetails: Bool { if case .details = self { true } else { false } }
  var figures: [Figure]? { if case .figures(let figures) = self { figures } else { nil } }
}

extension Value {
  static func usd(_ text: String) -> Value { .money(.usd(text)) }
}

extension Money {
  static func usd(_ text: String) -> Money { Money(FixedDecimal(text) ?? 0, "USD") }
}

/// Plain text as the pieces of a paragraph.
func words(_ text: String) -> [Inline] { [.text(text)] }
