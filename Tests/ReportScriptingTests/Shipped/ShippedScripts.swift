import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

/// The scripts that ship with the product, as they lie in the repository.
enum ShippedScripts {
  static let names = [
    "allowances", "budget-watch", "forecast-accuracy", "month-over-month", "one-pager",
    "reconciliation", "shared-costs", "spend-by-app", "spend-by-provider", "statement",
    "top-meters", "unit-cost",
  ]

  /// The folder of the scripts.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scripts")

  /// The report that a script makes of data.
  static func report(
    _ name: String,
    _ data: some ScriptData,
    budgets: [Budget] = [],
    period: Period = Period(.month, containing: Month(year: 2026, month: 11).start),
    parameters: [String: String] = [:]
  ) async throws -> ReportDocument {
    var input = input("", period: period, parameters: parameters, data: data)
    input.name = "Scripts/\(name).lua"
    input.source = Array(try Data(contentsOf: folder.appending(path: "\(name).lua")))
    input.budgets = budgets
    let output = try await ScriptRunner.run(input)
    return try #require(output.reports.first).document
  }
}

extension ReportDocument {
  /// All blocks, those in sections and folded parts among them.
  var allBlocks: [Block] { blocks.flatMap(\.withNested) }

  /// The headline figures by label.
  var figures: [String: Figure] {
    Dictionary(
      allBlocks.compactMap(\.figures).joined().map { ($0.label, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The tables in order.
  var tables: [Table] { allBlocks.compactMap(\.table) }

  /// The charts in order.
  var charts: [Chart] { allBlocks.compactMap(\.chart) }

  /// What its notices say, in plain words.
  var notices: [String] {
    allBlocks.compactMap { block in
      if case .notice(let notice) = block { notice.text.plain } else { nil }
    }
  }

  /// What its paragraphs say, in plain words.
  var paragraphs: [String] {
    allBlocks.compactMap { block in
      if case .paragraph(let inlines) = block { inlines.plain } else { nil }
    }
  }
}

extension Block {
  /// The block, and those in it.
  fileprivate var withNested: [Block] {
    switch self {
    case .section(let section): [self] + section.blocks.flatMap(\.withNested)
    case .details(let details): [self] + details.blocks.flatMap(\.withNested)
    case .columns(let columns): [self] + columns.joined().flatMap(\.withNested)
    default: [self]
    }
  }
}

extension [Inline] {
  /// The words without their emphasis.
  fileprivate var plain: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inlines), .strong(let inlines), .link(let inlines, _): inlines.plain
      }
    }
    .joined()
  }
}
