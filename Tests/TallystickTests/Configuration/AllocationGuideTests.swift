import Foundation
import Tallystick
import Testing
import UsageModel

/// `docs/allocation.md`: its blocks run, both languages say the same, and its figures are right.
struct AllocationGuideTests {
  /// An example of the guide: what comes before a table of who bears what.
  struct Example: Sendable, CustomTestStringConvertible {
    let heading: String
    let lua: String
    let yaml: String?
    /// The lines of the table: `Shop $28.50`.
    let expected: [String]

    var testDescription: String { "\(heading): \(lua.prefix(60))" }

    /// Whether it is rules for a policy, not a whole script.
    var isPart: Bool { lua.hasPrefix("rule {") }
  }

  private static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "docs/allocation.md")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The blocks of a language with what stands before the next block of it.
  private static func blocks(_ language: String, in text: String) -> [(block: String, rest: String)]
  {
    // Further words behind a fence name the file that the block is.
    let fences = try? Regex("\n```\(language)( [^\n]*)?\n")
    return (fences.map { text.split(separator: $0) } ?? []).dropFirst().map { part in
      let parts = part.components(separatedBy: "\n```")
      return (parts[0], parts.dropFirst().joined(separator: "\n```"))
    }
  }

  /// The cells of the table rows in a text, without head.
  private static func rows(of text: String, head: String) -> [[String]] {
    guard let start = text.firstRange(of: head)?.upperBound else { return [] }
    return text[start...].split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
      .prefix { $0.hasPrefix("|") }
      .map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  /// The examples with the figures that stand behind them.
  static let examples: [Example] = text.components(separatedBy: "\n#").flatMap { section in
    let heading = section.prefix { $0 != "\n" }.drop { "# ".contains($0) }
    return blocks("lua", in: section).map { lua, rest in
      Example(
        heading: String(heading),
        lua: lua,
        yaml: blocks("yaml", in: "\n" + rest).first?.block,
        expected: rows(of: rest, head: "| App | Bears |").map { $0.joined(separator: " ") }
      )
    }
  }

  /// The apps of the guide.
  private static var apps: String {
    blocks("yaml", in: text).map(\.block).first { $0.hasPrefix("apps:") } ?? ""
  }

  /// The usage that the guide shows in its first table.
  private static var usage: [UsageRecord] {
    rows(of: text, head: "| Day | Source | Service | App | Cost | Requests |").map { cells in
      DividedUsage.record(
        cells[0],
        cells[1],
        app: cells[3] == "–" ? ReservedName.notBrokenDown : cells[3],
        service: cells[2],
        Money(cells[4])?.amount ?? 0,
        requests: FixedDecimal(cells[5])
      )
    }
  }

  private static func configuration(_ rules: String = "") throws -> Configuration {
    let head = """
      sources:
        - { name: helius, provider: helius, project: p, api_key: { env: K } }
        - { name: puter, provider: puter, token: { env: T } }

      """
    let isWhole = rules.hasPrefix("allocation:")
    return try Configuration.read(
      head + apps + (isWhole ? "\n" : "\nallocation:\n") + rules + "\n",
      file: "tallystick.yaml"
    )
  }

  /// What a script's shares come to, largest first, and the warnings.
  private static func figures(
    of script: String,
    in configuration: Configuration
  ) async throws -> (lines: [String], warnings: [String]) {
    let told = """
      for row in shares:by("target"):rows() do print(row.target .. " " .. tostring(row.cost)) end

      """
    let end = script.firstRange(of: "\nreturn ")?.lowerBound ?? script.endIndex
    let log = try await DividedUsage.log(
      script[..<end] + "\n" + told + script[end...],
      in: configuration,
      data: DividedUsage.guide(usage)
    )
    return (log.filter { !$0.hasPrefix("warning: ") }, log.filter { $0.hasPrefix("warning: ") })
  }

  private static let query = ":apply { period = period.month(), where = { source = 'helius' } }"

  @Test func `the guide has usage, apps and examples`() throws {
    #expect(Self.usage.count == 7)
    #expect(
      try Self.configuration().apps.compactMap(\.name) == ["Shop", "Scout", "Wallet", "Platform"]
    )
    #expect(Self.examples.count == 15)
    #expect(Self.examples.filter { $0.yaml != nil }.count == 12)
  }

  @Test(arguments: examples)
  func `an example gives what the guide says`(example: Example) async throws {
    #expect(!example.expected.isEmpty)
    let isOfConfiguration = example.lua.contains("allocation.policy()")
    let whole = Self.examples.first?.yaml
    let configuration = try Self.configuration(isOfConfiguration ? whole ?? "" : "")
    let script =
      example.isPart
      ? "local rule = allocation.rule\nlocal shares = allocation.policy {\n\(example.lua)\n}\(Self.query)"
      : example.lua
    let figures = try await Self.figures(of: script, in: configuration)
    #expect(figures.lines.sorted() == example.expected.sorted())
  }

  @Test(arguments: examples.filter { $0.yaml != nil })
  func `the same example in YAML gives the same`(example: Example) async throws {
    let rules = try #require(example.yaml)
    let configuration = try Self.configuration(rules)
    #expect(configuration.warnings.isEmpty)
    let script = "local shares = allocation.policy()"
    let figures = try await Self.figures(
      of: script + (example.isPart ? Self.query : ":apply { period = period.month() }"),
      in: configuration
    )
    #expect(figures.lines.sorted() == example.expected.sorted())
    // The warning that the guide shows is that of its own rule, whatever the line.
    let shown = Self.blocks("text", in: Self.text).map(\.block)
    for warning in figures.warnings {
      let line = #/tallystick\.yaml:\d+/#
      #expect(shown.map { $0.replacing(line, with: "") } == [warning.replacing(line, with: "")])
    }
    #expect(figures.warnings.isEmpty == (example.heading != "What is left over"))
  }
}
