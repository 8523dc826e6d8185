import Foundation
import TestSupport
import Testing
import UsageModel

/// `tally export`, as a person or cron runs it.
struct ExportTests {
  private static let now = "2026-11-21T06:00:00Z"
  /// The first usage that is kept, where some days are only estimated.
  private static let firstQuarter = "2025-Q4"
  private static let quarter = "2026-Q3"
  private static let month = "2026-11"

  private func tally(_ arguments: [String], in folder: TemporaryFolder) async throws -> TallyProcess
  {
    try await TallyProcess.run(arguments + ["--now", Self.now], in: folder.path("demo"))
  }

  private func file(_ folder: TemporaryFolder, _ options: String...) async throws -> FOCUSFile {
    let export = try await tally(["export"] + options, in: folder)
    #expect(export.status == 0, "\(export.messages)")
    #expect(export.messages == "")
    return try FOCUSFile(Array(export.output.utf8))
  }

  /// What `tally usage` has as the total of a period.
  private func total(
    _ folder: TemporaryFolder,
    view: String,
    period: String
  ) async throws -> FixedDecimal? {
    let usage = try await tally(
      ["usage", "--period", period, "--view", view, "--json"],
      in: folder
    )
    let json = try JSONSerialization.jsonObject(with: Data(usage.output.utf8)) as? [String: Any]
    let total = json?["total"] as? [String: Any]
    return (total?["cost"] as? String).flatMap { FixedDecimal($0) }
  }

  @Test(arguments: ["1.0", "1.1", "1.2", "1.3", "1.4"])
  func `a FOCUS file keeps the rules of its version, and its totals are those of the store`(
    version: String
  ) async throws {
    let folder = try await SharedDemo.copy()
    let period = version == "1.4" ? Self.firstQuarter : Self.month
    let whole = try await file(folder, "--focus-version", version, "--period", period)
    #expect(whole.rows.count > 500)
    #expect(FOCUSRules(version).broken(by: whole) == [])
    let shares = try await file(
      folder,
      "--focus-version",
      version,
      "--period",
      period,
      "--allocated"
    )
    #expect(FOCUSRules(version).broken(by: shares) == [])
    let method = version < "1.3" ? "x_AllocatedMethodId" : "AllocatedMethodId"
    #expect(
      Set(shares.rows.compactMap { $0[method] })
        == ["Cuadra follows Puter", "Helius, as agreed", "whoever used it", "the rest, by cost"]
    )
    for (view, column) in [("billed", "BilledCost"), ("effective", "EffectiveCost")] {
      let total = try await total(folder, view: view, period: period)
      #expect(try whole.sum(column) == total)
      #expect(try shares.sum(column) == total)
    }
  }

  @Test func `a file that comes in again goes out with the same rows`() async throws {
    let folder = try await SharedDemo.copy()
    let first = try await tally(
      ["export", "--period", Self.quarter, "--output", "out.csv"],
      in: folder
    )
    #expect(first.status == 0, "\(first.messages)")
    let other = try TemporaryFolder()
    // Another folder, whose configuration knows none of the sources, apps and rates.
    _ = try await TallyProcess.run(["init", "demo"], in: other.path)
    let imported = try await tally(["import", "focus", folder.path("demo/out.csv")], in: other)
    #expect(imported.status == 0, "\(imported.messages)")
    let rows = try folder.text(of: "demo/out.csv").split(separator: "\n")
    #expect(rows.count > 2000)
    let again = try await tally(["export"], in: other).output.split(separator: "\n")
    #expect(again.first == rows.first)
    #expect(again.sorted() == rows.sorted())
  }

  @Test func `parts of a file are the whole, and a file is what standard output would have been`()
    async throws
  {
    let folder = try await SharedDemo.copy()
    let whole = try await tally(["export", "--period", Self.quarter], in: folder).output
    let months = try await ["2026-07", "2026-08", "2026-09"].asyncMap { period in
      try await tally(["export", "--period", period], in: folder).output
        .split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(
          separator: "\n"
        )
    }
    #expect(whole.hasSuffix(months.joined()))
    let told = try await tally(
      ["export", "--period", Self.quarter, "-o", "out/usage.csv"],
      in: folder
    )
    let rows = whole.utf8.count { $0 == UInt8(ascii: "\n") } - 1
    #expect(told.output == "out/usage.csv: \(rows) rows\n")
    let isSame = try folder.text(of: "demo/out/usage.csv") == whole
    #expect(isSame)
    let packed = try await tally(
      ["export", "--period", Self.quarter, "-q", "-o", "usage.csv.gz"],
      in: folder
    )
    #expect(packed.output == "" && packed.status == 0)
    let bytes = FileManager.default.contents(atPath: folder.path("demo/usage.csv.gz")) ?? Data()
    #expect(bytes.prefix(2) == Data([0x1F, 0x8B]) && bytes.count * 5 < whole.utf8.count)
  }

  @Test func `each provider's rows sum to all, and lines of JSON are the rows of JSON`()
    async throws
  {
    let folder = try await SharedDemo.copy()
    let providers = try await ["puter", "notte", "cuadra", "helius", "shoal"].asyncMap { provider in
      try await file(folder, "--where", "provider=\(provider)", "--period", Self.month)
        .sum("EffectiveCost")
    }
    let total = try await total(folder, view: "effective", period: Self.month)
    #expect(try FixedDecimal.sum(of: providers) == total)
    let lines = try await tally(
      ["export", "--format", "ndjson", "--period", Self.month],
      in: folder
    )
    let json = try await tally(["export", "--format", "json", "--period", Self.month], in: folder)
    let document =
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((document?["rows"] as? [Any])?.count == lines.output.split(separator: "\n").count)
    #expect(
      (document?["period"] as? [String: String]) == ["start": "2026-11-01", "stop": "2026-12-01"]
    )
  }

  private func smallFolder(
    _ more: String = "",
    files: [String: String] = [:]
  ) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("currency: USD\nstore: tallystick.sqlite\n\(more)", to: "demo/tallystick.yaml")
    for (name, text) in files { try folder.write(text, to: "demo/\(name)") }
    try folder.write(
      "day,source,amount,currency\n2026-10-01,rent,29,EUR\n2026-10-03,rent,1,EUR\n2026-10-04,desk,2,USD\n",
      to: "demo/fees.csv"
    )
    let charges = try await tally(["import", "charges", "-q", "fees.csv"], in: folder)
    #expect(charges.status == 0, "\(charges.messages)")
    return folder
  }

  @Test func `what nothing prices is refused, named, and written as zero on request`() async throws
  {
    let folder = try await smallFolder()
    let refused = try await tally(["export"], in: folder)
    #expect(refused.status == 2)
    #expect(refused.output == "")
    #expect(
      refused.messages == """
        nothing prices this, and a FOCUS file has a cost in every row:
          30 EUR of rent, since 2026-10-01
        Add a rate to tallystick.yaml, such as { unit: "EUR", price: …, since: 2026-10-01 } below `rates:`, or \
        write it with a cost of zero: --unpriced zero

        """
    )
    let zero = try await file(folder, "--unpriced", "zero")
    #expect(zero.rows.map { $0["BilledCost"] } == ["0", "0", "2"])
    #expect(zero.rows.map { $0["PricingCurrencyEffectiveCost"] } == ["29", "1", "2"])
    #expect(FOCUSRules("1.2").broken(by: zero) == [])
    let csv = try await tally(["export", "--format", "csv"], in: folder)
    #expect(csv.status == 0)
    #expect(csv.output.split(separator: "\n").count == 4)
    let other = try await tally(
      ["export", "--format", "csv", "--unpriced", "zero"],
      in: folder
    )
    #expect(other.status == 2)
    #expect(other.messages.hasPrefix("Error: --unpriced goes with --format focus;"))
  }

  @Test func `shares need rules, and a refused export leaves the file as it was`() async throws {
    let folder = try await smallFolder()
    let refused = try await tally(["export", "--allocated", "--unpriced", "zero"], in: folder)
    #expect(refused.status == 2)
    #expect(
      refused.messages
        == "tallystick.yaml: there is no `allocation:` to divide costs by; write rules, or leave out --allocated\n"
    )
    try folder.write("old", to: "demo/usage.csv")
    let kept = try await tally(["export", "-o", "usage.csv"], in: folder)
    #expect(kept.status == 2)
    #expect(try folder.text(of: "demo/usage.csv") == "old")
    let nowhere = try await tally(
      ["export", "--unpriced", "zero", "-o", "usage.csv/usage.csv"],
      in: folder
    )
    #expect(nowhere.status == 7)
    #expect(nowhere.messages == "usage.csv: cannot be written: not a directory\n")
  }

  @Test func `a method in Lua is refused before anything is written, with what to do`() async throws
  {
    let folder = try await smallFolder(
      """
      allocation:
        - { name: people, amount: { Shop: 1 USD }, with: mine }
      apps: { Shop: {} }

      """,
      files: [
        "Scripts/methods/mine.lua":
          "return { api = 1, kind = 'allocation', weights = function() return { Shop = 1 } end }"
      ]
    )
    let refused = try await tally(["export", "--allocated", "--format", "csv"], in: folder)
    #expect(refused.status == 2)
    #expect(refused.output == "")
    #expect(
      refused.messages
        == "tallystick.yaml: rule \"people\": the method \"mine\" of Scripts/methods runs in reports only, not in an "
        + "export; divide by weights, percent or a metric instead (`tally import metric`), or leave out --allocated\n"
    )
  }

  @Test func `fixed amounts differ by view, and both totals stay`() async throws {
    let folder = try await smallFolder(
      """
      rates: [ { unit: EUR, price: 2 USD, since: 2026-01-01 } ]
      charges:
        - { source: host, amount: 31 USD, since: 2026-10-01, every: month, before: 2026-11-01 }
      apps: { Shop: {}, Wallet: {} }
      allocation:
        - { name: agreed, match: { source: host }, amount: { Shop: 10 USD }, even: [Shop, Wallet] }
        - { name: rest, even: [Shop, Wallet] }

      """
    )
    let whole = try await file(folder)
    let shares = try await file(folder, "--allocated")
    for column in ["BilledCost", "EffectiveCost"] {
      #expect(try whole.sum(column) == 93)
      #expect(try shares.sum(column) == 93)
    }
    #expect(FOCUSRules("1.2").broken(by: shares) == [])
  }

  @Test func `nothing stored is a header and a word about it`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("currency: USD\nstore: tallystick.sqlite\n", to: "demo/tallystick.yaml")
    let empty = try await tally(["export"], in: folder)
    #expect(empty.status == 0)
    #expect(empty.output.hasPrefix("BilledCost,BillingAccountId,"))
    #expect(empty.output.split(separator: "\n").count == 1)
    #expect(
      empty.messages
        == "Nothing is stored for this; `tally fetch` fetches what the platforms tell.\n"
    )
    let json = try await tally(["export", "--format", "json", "-q"], in: folder)
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((document?["rows"] as? [Any])?.isEmpty == true)
    #expect(json.messages == "")
  }
}

extension Sequence {
  /// The results of calls, one after the other.
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
