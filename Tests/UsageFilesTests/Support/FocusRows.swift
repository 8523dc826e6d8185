import Foundation
import UsageFiles

/// FOCUS rows for tests: whatever is not said of a row is what every row here has.
struct FocusRows {
  var columns: [String]
  var rows: [[String: String]]

  init(columns: [String] = Self.usual, _ rows: [[String: String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// One row, in the usual columns and those that it names.
  init(_ row: [String: String]) {
    self.init(columns: Self.usual + row.keys.filter { !Self.usual.contains($0) }.sorted(), [row])
  }

  /// The columns that every file has, and some that most have.
  static let usual = [
    "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd",
    "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ServiceName", "ServiceCategory",
    "ServiceProviderName", "BillingAccountId",
  ]

  private static let defaults = [
    "BilledCost": "1.5", "EffectiveCost": "1.25", "BillingCurrency": "USD",
    "BillingPeriodStart": "2026-04-01T00:00:00Z", "BillingPeriodEnd": "2026-05-01T00:00:00Z",
    "ChargePeriodStart": "2026-04-02T00:00:00Z", "ChargePeriodEnd": "2026-04-03T00:00:00Z",
    "ChargeCategory": "Usage", "ServiceName": "Disk", "ServiceCategory": "Storage",
    "ServiceProviderName": "Example Cloud", "BillingAccountId": "42",
  ]

  /// The file.
  var text: String {
    let lines = rows.map { row in
      columns.map { Self.field(row[$0] ?? Self.defaults[$0] ?? "") }.joined(separator: ",")
    }
    return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// A field, in quotes where it needs them.
  static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { "\",\n\r".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}

/// Reads one file.
func reading(
  _ bytes: [UInt8],
  chunk: Int = 1 << 20,
  _ options: FOCUSReadingOptions = FOCUSReadingOptions()
) throws -> FOCUSReading {
  var reader = FOCUSReader(options)
  try reader.read("focus.csv", chunk: chunk, from: bytes.source(chunk: chunk))
  return reader.finish()
}

func reading(
  _ rows: FocusRows,
  _ options: FOCUSReadingOptions = FOCUSReadingOptions()
) throws -> FOCUSReading {
  try reading(Array(rows.text.utf8), options)
}

/// What the command `gzip` makes of some bytes.
func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["gzip", "-c", file.path()]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let packed = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return Array(packed)
}
