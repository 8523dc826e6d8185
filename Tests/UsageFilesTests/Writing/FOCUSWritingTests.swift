import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageFiles

/// FOCUS files that are written.
struct FOCUSWritingTests {
  private static let versions = FOCUSVersion.allCases

  private func file(
    _ version: FOCUSVersion,
    _ usage: ExportedUsage,
    isAllocated: Bool = false
  ) throws -> FOCUSFile {
    try FOCUSFile(
      GeneratedUsage.written(
        .focus(version),
        [usage],
        GeneratedUsage.settings(isAllocated: isAllocated)
      )
    )
  }

  @Test(arguments: versions, [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `every cell keeps the rules of its version`(version: FOCUSVersion, seed: UInt64) throws {
    let records = GeneratedUsage.records(200, seed: seed)
    let file = try file(version, GeneratedUsage.exported(records))
    #expect(file.rows.count == 200)
    #expect(FOCUSRules(version.rawValue).broken(by: file) == [])
  }

  @Test(arguments: versions, [11, 12] as [UInt64])
  func `what is unpriced is written as zero, by the same rules`(
    version: FOCUSVersion,
    seed: UInt64
  ) throws {
    let records = GeneratedUsage.records(200, seed: seed, isPriced: false)
    let file = try file(version, GeneratedUsage.exported(records))
    #expect(FOCUSRules(version.rawValue).broken(by: file) == [])
    #expect(records.contains { $0.billed == nil })
    for (record, row) in zip(records, file.rows) where record.billed == nil {
      #expect(row["BilledCost"] == "0" && row["EffectiveCost"] == "0")
    }
  }

  @Test(arguments: versions)
  func `nothing of a record is lost, but what the specification has no place for`(
    version: FOCUSVersion
  ) throws {
    let records = GeneratedUsage.records(400, seed: 5)
    let file = try file(version, GeneratedUsage.exported(records))
    for (record, row) in zip(records, file.rows) {
      func told(_ text: String) -> String? { text == ReservedName.notBrokenDown ? nil : text }
      #expect(row["x_TallySource"] == record.source)
      #expect(row["InvoiceIssuerName"] == record.provider)
      #expect(row["SubAccountId"] == record.account)
      #expect(row["BillingAccountId"] == record.account ?? record.source)
      #expect(row["ServiceName"] == record.service)
      #expect(row["x_TallyAppId"] == told(record.appID))
      #expect(row["ResourceName"] == (record.app == ReservedName.noApp ? nil : told(record.app)))
      #expect(row["x_TallyCharge"] == record.charge.rawValue)
      #expect(row["x_TallyQuality"] == record.quality.rawValue)
      #expect(row["x_TallyRequests"] == record.requests?.description)
      #expect(row["ChargePeriodStart"] == "\(record.day)T00:00:00Z")
      #expect(row["ChargePeriodEnd"] == "\(record.day.advanced(by: 1))T00:00:00Z")
      #expect(row["BilledCost"] == record.billed?.description)
      #expect(row["EffectiveCost"] == record.effective?.description)
      #expect((row["ChargeClass"] == "Correction") == (record.quality == .correction))
      if version.isAtLeast(.v11) {
        #expect(row["SkuMeter"] == told(record.meter))
      } else {
        #expect(row["ChargeDescription"] == told(record.meter))
      }
      if record.charge == .usage {
        #expect(row["ConsumedQuantity"] == record.quantity?.description)
        #expect(row["ConsumedUnit"] == record.unit)
      }
      let tags = try row["Tags"].map {
        try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      }
      #expect(tags ?? [:] == record.tags)
    }
  }

  @Test func `each kind of charge has its category and frequency`() throws {
    let records = Charge.allCases.map {
      UsageRecord(
        day: Day(daysSince1970: 20_500),
        source: "main",
        provider: "notte",
        charge: $0,
        billed: 0,
        effective: 0
      )
    }
    let file = try file(.v12, GeneratedUsage.exported(records))
    let words = file.rows.map { row in
      ["x_TallyCharge", "ChargeCategory", "ChargeFrequency"].map { row[$0] ?? "" }
        .joined(separator: " ")
    }
    #expect(
      words == [
        "usage Usage Usage-Based", "fee Purchase Recurring", "top-up Purchase One-Time",
        "credit Credit One-Time", "adjustment Adjustment One-Time", "tax Tax One-Time",
      ]
    )
  }

  @Test func `credits are told in their own currency from version 1.2 on`() throws {
    let record = UsageRecord(
      day: Day(daysSince1970: 20_500),
      source: "rpc",
      provider: "helius",
      native: Money(5000, "helius:credit"),
      billed: FixedDecimal(units: 25_000_000_000),
      effective: FixedDecimal(units: 25_000_000_000)
    )
    let row = try #require(try file(.v12, GeneratedUsage.exported([record])).rows.first)
    #expect(row["PricingCurrency"] == "helius:credit")
    #expect(row["PricingCurrencyEffectiveCost"] == "5000")
    #expect(row["PricingQuantity"] == "5000")
    #expect(row["PricingUnit"] == "helius:credit")
    #expect(row["BilledCost"] == "0.025")
    #expect(row["BillingCurrency"] == "USD")
    let old = try file(.v11, GeneratedUsage.exported([record]))
    #expect(!old.columns.contains("PricingCurrency"))
  }

  @Test func `days of the reporting zone are moments in UTC`() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    var settings = GeneratedUsage.settings()
    settings.calendar = ReportingCalendar(timeZone: zone)
    // The clocks went back on 25 October 2026.
    let day = try #require(Day("2026-10-25"))
    let record = UsageRecord(day: day, source: "main", provider: "notte", billed: 1, effective: 1)
    let bytes = try GeneratedUsage.written(
      .focus(.v14),
      [GeneratedUsage.exported([record])],
      settings
    )
    let row = try #require(try FOCUSFile(bytes).rows.first)
    #expect(row["ChargePeriodStart"] == "2026-10-24T22:00:00Z")
    #expect(row["ChargePeriodEnd"] == "2026-10-25T23:00:00Z")
    #expect(row["BillingPeriodStart"] == "2026-09-30T22:00:00Z")
    #expect(row["BillingPeriodEnd"] == "2026-10-31T23:00:00Z")
  }

  @Test(arguments: [FOCUSVersion.v12, .v14])
  func `a share says whose it is and by which rule`(version: FOCUSVersion) throws {
    let record = UsageRecord(
      day: Day(daysSince1970: 20_500),
      source: "rpc",
      provider: "helius",
      billed: 2,
      effective: 3
    )
    let splits = ["0.4", "0.6"].map { ratio in
      ExportedUsage.Split(
        method: "as agreed",
        target: "Shop",
        tags: ["team": "web"],
        details: "{\"Elements\":[{\"AllocatedRatio\":\(ratio)}]}"
      )
    }
    let usage = GeneratedUsage.exported([record, record, record], splits: splits + [nil])
    let file = try file(version, usage, isAllocated: true)
    #expect(FOCUSRules(version.rawValue).broken(by: file) == [])
    let prefix = version == .v12 ? "x_" : ""
    #expect(file.rows[0]["\(prefix)AllocatedMethodId"] == "as agreed")
    #expect(file.rows[0]["\(prefix)AllocatedResourceId"] == "Shop")
    #expect(file.rows[0]["\(prefix)AllocatedResourceName"] == "Shop")
    #expect(file.rows[0]["\(prefix)AllocatedTags"] == "{\"team\":\"web\"}")
    #expect(
      file.rows[1]["\(prefix)AllocatedMethodDetails"]
        == "{\"Elements\":[{\"AllocatedRatio\":0.6}]}"
    )
    #expect(file.rows[2].keys.allSatisfy { !$0.contains("Allocated") })
  }

  @Test(arguments: versions)
  func `the rules find what breaks them`(version: FOCUSVersion) throws {
    let records = GeneratedUsage.records(3, seed: 9)
    let text = String(
      decoding: try GeneratedUsage.written(.focus(version), [GeneratedUsage.exported(records)]),
      as: UTF8.self
    )
    for (found, other) in [
      ("T00:00:00Z", "T00:00:00"), ("USD", "usd"), ("BilledCost", "BilledCosts"),
      ("x_TallySource", "TallySource"),
    ] {
      let file = try FOCUSFile(Array(text.replacing(found, with: other).utf8))
      #expect(FOCUSRules(version.rawValue).broken(by: file) != [], "\(found) as \(other)")
    }
  }
}
