import Foundation
import Measurement
import UsageFiles
import UsageModel

/// Rows like those of many accounts: 40 services, 300 apps, 30 days.
private func manyRows(_ count: Int) -> UsageTable {
  var lines: [UsageLine] = []
  for service in 0..<40 {
    for app in 0..<300 where (service + app) % 4 == 0 {
      lines.append(
        UsageLine(
          UsageRecord(
            day: Day(daysSince1970: 20_454),
            source: "account-\(service % 5)",
            provider: "provider-\(service % 5)",
            account: "1234-5678-\(service % 5)",
            app: "Product \(app)",
            appID: "app-\(app)-5f1c1f5e-7a2b-4e0e",
            service: "Service number \(service)",
            category: "Compute",
            meter: "requests",
            unit: "request",
            native: Money(1, "USD"),
            tags: ["team": "team-\(app % 12)", "environment": "production"]
          )
        )
      )
    }
  }
  func amounts(_ factor: Int64) -> AmountColumn {
    let counts = (0..<count).map { Int64($0 % 100_003) * factor }
    return AmountColumn(count: count, storage: .narrow(counts, places: FixedDecimal.places))
  }
  let costs = amounts(123_456_789)
  return UsageTable(
    lines: lines,
    lineOf: (0..<count).map { UInt32($0 % lines.count) },
    days: (0..<count).map { Int32(20_454 + $0 * 30 / count) },
    qualities: Array(repeating: Quality.imported.place, count: count),
    costs: costs,
    requests: amounts(1_000_000_000_000 / 1000),
    quantities: amounts(1_000_000_000_000 / 500),
    natives: costs
  )
}

/// Writes a million rows as a FOCUS file and prints how many it writes a second, beside an import's figure.
///
/// - Parameter imported: Rows that an import of as many reads and stores in a second; nil where none was measured.
/// - Throws: When the file cannot be written.
func measureExport(besides imported: Double? = nil) throws {
  let count = 1_000_000
  let table = manyRows(count)
  let path = FileManager.default.temporaryDirectory
    .appending(path: "tally-export-\(getpid()).csv").path()
  defer { try? FileManager.default.removeItem(atPath: path) }
  let settings = ExportSettings(currency: "USD", asOf: Timestamp(seconds: 1_780_000_000))
  let usage = ExportedUsage(table, billed: table.costs)
  var rates: [Double] = []
  for _ in 0..<3 {
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    let clock = ContinuousClock()
    let duration = try clock.measure {
      var writer = UsageWriter(.focus(.v12), settings) { try file.write(contentsOf: $0) }
      writer.begin()
      try writer.write(usage)
      try writer.end()
      try file.close()
    }
    rates.append(Double(count) / (duration / .seconds(1)))
  }
  row(
    "export: 1,000,000 rows as FOCUS 1.2, \(table.lines.count) lines",
    median(rates) / 1000,
    imported == nil ? "the aim" : "import of as many",
    (imported ?? 300_000) / 1000,
    "thousand rows/s",
    limit: "at least 1"
  )
}
