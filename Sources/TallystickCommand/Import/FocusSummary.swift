import ReportDocument
import UsageFiles
import UsageModel
import UsageStore

/// What came of importing FOCUS files, period by period.
struct FocusSummary {
  let reading: FOCUSReading
  /// What became of each period; nil where it was only read.
  let outcomes: [ImportOutcome?]
  let learntAt: Timestamp

  /// A sentence for each source and period.
  func lines() throws -> [String] {
    guard !reading.periods.isEmpty else { return ["The files have no rows."] }
    return try zip(reading.periods, outcomes).map { period, outcome in
      let rows = period.rows == 1 ? "1 row" : "\(Self.number(period.rows)) rows"
      let count = period.charges.count
      let charges = count == 1 ? "1 charge" : "\(Self.number(count)) charges"
      let totals = try period.charges.totals().map { total in
        "billed \(total.billed) \(total.currency), effective \(total.effective) \(total.currency)"
      }
      return "\(period.label): \(rows), \(charges), \(totals.joined(separator: ", "))"
        + (outcome.map { "; \(Self.words($0))" } ?? "; only read")
    }
  }

  private static func number(_ count: Int) -> String {
    NumberFormat.englishUS.number(FixedDecimal(count))
  }

  private static func words(_ outcome: ImportOutcome) -> String {
    switch outcome {
    case .new: "new"
    case .replaced: "in place of what was imported before"
    case .added: "added to what was imported before"
    case .unchanged: "already imported"
    }
  }

  /// The same as JSON.
  func json() throws -> JSONText {
    .object([
      (
        "files",
        .array(
          reading.files.map { file in
            .object([
              ("file", .string(file.name)), ("version", .text(file.version?.rawValue)),
              ("rows", .integer(file.rows)),
            ])
          }
        )
      ),
      (
        "periods",
        .array(
          try zip(reading.periods, outcomes).map { period, outcome in
            .object([
              ("source", .string(period.source)),
              ("start", .string(period.period.lowerBound.description)),
              ("stop", .string(period.period.upperBound.description)),
              ("rows", .integer(period.rows)), ("charges", .integer(period.charges.count)),
              ("totals", .array(try period.charges.totals().map(Self.json))),
              ("outcome", .text(outcome?.rawValue)),
            ])
          }
        )
      ),
      ("left_out", .integer(reading.badRows)), ("learnt_at", .string(learntAt.description)),
    ])
  }

  private static func json(_ total: ImportedCharges.Total) -> JSONText {
    .object([
      ("currency", .string(total.currency)), ("billed", .decimal(total.billed)),
      ("effective", .decimal(total.effective)),
    ])
  }
}
