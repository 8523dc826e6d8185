import TestSupport
import UsageModel

@testable import UsageFiles

/// Made-up records of every kind, with texts that files have trouble with.
struct GeneratedUsage {
  static let calendar = ReportingCalendar.utc
  static let asOf = Timestamp(seconds: 1_780_000_000)

  private static let texts = [
    "rpc", "a, b", "says \"so\"", "two\nlines", "tab\there", " blank ", "é 日本 🧾", "{\"a\":1}",
    "=1+2",
    "carriage\rreturn", "back\\slash", "'", ";",
  ]

  /// Records, in the order of their days, all of them priced.
  static func records(_ count: Int, seed: UInt64, isPriced: Bool = true) -> [UsageRecord] {
    var chance = SeededGenerator(seed: seed)
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int(chance.next() % UInt64(values.count))]
    }
    func amount() -> FixedDecimal {
      let digits = pick([
        1, 1_000, 1_000_000_000_000, 999_999_999_999_999, 123_456_789_012_345_678,
      ])
      let units = Int128(chance.next() % 1_000_003) * Int128(digits) / 1000
      return FixedDecimal(units: pick([units, -units, 0]))
    }
    let records = (0..<count).map { _ in
      let charge = pick(Charge.allCases)
      let app: String? = pick([nil, ReservedName.noApp, ReservedName.other, pick(texts)])
      let native = Money(amount(), pick(["USD", "EUR", "helius:credit"]))
      var record = UsageRecord(
        day: Day(daysSince1970: 20_400 + Int(chance.next() % 70)),
        source: pick(["main", pick(texts)]),
        provider: pick(["helius", pick(texts)]),
        account: pick([nil, "account-1", pick(texts)]),
        app: app ?? ReservedName.notBrokenDown,
        appID: app == ReservedName.noApp ? "os-global" : app ?? ReservedName.notBrokenDown,
        service: pick([ReservedName.notBrokenDown, pick(texts)]),
        category: pick([ReservedName.notBrokenDown, "Compute", "Other"]),
        meter: pick([ReservedName.notBrokenDown, pick(texts)]),
        charge: charge,
        quality: pick(Quality.allCases),
        requests: pick([nil, amount()]),
        native: pick([nil, native]),
        tags: pick([[:], ["team": "web"], ["a \"b\"": pick(texts), "c": ""]])
      )
      if chance.next() % 2 == 0 {
        record.quantity = amount()
        record.unit = pick(["token", pick(texts)])
      }
      if isPriced || chance.next() % 2 == 0 {
        record.billed = amount()
        record.effective = amount()
      }
      return record
    }
    return records.sorted { $0.day < $1.day }
  }

  static func exported(
    _ records: [UsageRecord],
    splits: [ExportedUsage.Split?] = []
  ) -> ExportedUsage {
    ExportedUsage(
      UsageTable(records, view: .effective),
      billed: UsageTable(records, view: .billed).costs,
      splits: splits
    )
  }

  static func settings(isAllocated: Bool = false, days: Range<Day>? = nil) -> ExportSettings {
    ExportSettings(
      calendar: calendar,
      currency: "USD",
      days: days,
      asOf: asOf,
      isAllocated: isAllocated
    )
  }

  /// The bytes of a file of some pieces.
  static func written(
    _ format: ExportFormat,
    _ pieces: [ExportedUsage],
    _ settings: ExportSettings = settings()
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = UsageWriter(format, settings) { bytes += $0 }
    writer.begin()
    for piece in pieces { try writer.write(piece) }
    try writer.end()
    return bytes
  }
}
