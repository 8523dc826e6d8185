import TestSupport
import Testing
import UsageModel

@testable import UsageFiles

/// What becomes of the rows of a FOCUS file.
struct FOCUSReaderTests {
  private func charge(
    _ row: [String: String],
    _ options: FOCUSReadingOptions = FOCUSReadingOptions()
  ) throws -> ImportedCharge {
    let found = try reading(FocusRows(row), options)
    #expect(found.problems == [])
    try #require(found.periods.count == 1 && found.periods[0].charges.count == 1)
    return found.periods[0].charges[0]
  }

  @Test func `a row is a charge`() throws {
    let charge = try charge([
      "SubAccountId": "sub-1", "SkuMeter": "GB stored", "ResourceName": "Shop", "ResourceId": "r-1",
      "ConsumedQuantity": "12.5", "ConsumedUnit": "GB", "ChargeDescription": "Storage of GBs",
      "Tags": #"{"team": "web", "beta": true, "size": 3, "none": null}"#,
    ])
    let line = ImportedCharges.Line(
      provider: "Example Cloud",
      account: "sub-1",
      appID: "Shop",
      service: "Disk",
      category: "Storage",
      meter: "GB stored",
      unit: "GB",
      currency: "USD",
      tags: ["team": "web", "beta": "true", "size": "3"]
    )
    let start = try #require(Timestamp(rfc3339: "2026-04-02T00:00:00Z"))
    #expect(
      charge
        == ImportedCharge(
          line: line,
          span: start..<start.advanced(bySeconds: 86_400),
          billed: try #require(FixedDecimal("1.5")),
          effective: try #require(FixedDecimal("1.25")),
          quantity: FixedDecimal("12.5")
        )
    )
  }

  @Test(arguments: [
    ("Usage", "Usage-Based", Charge.usage), ("Purchase", "Recurring", .fee),
    ("Purchase", "One-Time", .topUp), ("Purchase", "", .topUp), ("Tax", "", .tax),
    ("Credit", "One-Time", .credit), ("Adjustment", "", .adjustment),
  ])
  func `categories are kinds of charges`(
    category: String,
    frequency: String,
    expected: Charge
  ) throws {
    let charge = try charge(["ChargeCategory": category, "ChargeFrequency": frequency])
    #expect(charge.line.charge == expected)
    #expect(charge.quality == .imported)
  }

  @Test func `a correction says so, and may be negative`() throws {
    let charge = try charge([
      "ChargeClass": "Correction", "BilledCost": "-3", "EffectiveCost": "-2.5E-1",
    ])
    #expect(charge.quality == .correction)
    #expect(charge.line.charge == .usage)
    #expect(charge.billed == -3)
    #expect(charge.effective == FixedDecimal("-0.25"))
  }

  @Test func `virtual currencies are quantities, real ones are not`() throws {
    let credits = try charge([
      "PricingCurrency": "Credits", "PricingCurrencyEffectiveCost": "700", "ConsumedQuantity": "3",
      "ConsumedUnit": "Tokens",
    ])
    #expect(credits.quantity == 700)
    #expect(credits.line.unit == "Credits")
    let euros = try charge([
      "PricingCurrency": "EUR", "PricingCurrencyEffectiveCost": "700", "ConsumedQuantity": "3",
      "ConsumedUnit": "Tokens",
    ])
    #expect(euros.quantity == 3)
    #expect(euros.line.unit == "Tokens")
  }

  @Test func `the app is the tag, else the resource, else none`() throws {
    let tags = #"{"app": "Shop", "product": "Wallet"}"#
    #expect(try charge(["Tags": tags, "ResourceName": "disk-1"]).line.appID == "Shop")
    let options = FOCUSReadingOptions(appTag: "product")
    #expect(try charge(["Tags": tags], options).line.appID == "Wallet")
    #expect(try charge(["ResourceName": "disk-1", "ResourceId": "r"]).line.appID == "disk-1")
    #expect(try charge(["ResourceName": "", "ResourceId": "r"]).line.appID == "r")
    #expect(try charge([:]).line.appID == "(no app)")
  }

  @Test func `a split goes to its target`() throws {
    let row = [
      "Tags": #"{"app": "shared"}"#, "ResourceName": "cluster", "AllocatedResourceName": "Shop",
      "AllocatedResourceId": "r-7",
    ]
    #expect(try charge(row).line.appID == "Shop")
    let tagged = try charge(row.merging(["AllocatedTags": #"{"app": "Wallet"}"#]) { $1 })
    #expect(tagged.line.appID == "Wallet")
    #expect(tagged.line.tags == ["app": "Wallet"])
  }

  @Test func `own columns are tags on request`() throws {
    let row = ["x_Team": "web", "x_Other": "no"]
    #expect(try charge(row).line.tags == [:])
    let options = FOCUSReadingOptions(tagColumns: ["x_Team"])
    #expect(try charge(row, options).line.tags == ["x_Team": "web"])
  }

  @Test func `the source is the option, else our own column, else the provider`() throws {
    let row = ["x_TallySource": "main", "ServiceProviderName": "Example  Cloud Ltd"]
    #expect(try reading(FocusRows(row)).periods[0].source == "main")
    let plain = try reading(FocusRows(["ServiceProviderName": "Example  Cloud Ltd"]))
    #expect(plain.periods[0].source == "example-cloud-ltd")
    let options = FOCUSReadingOptions(source: "mine")
    #expect(try reading(FocusRows(row), options).periods[0].source == "mine")
  }

  @Test func `our own columns give the record back`() throws {
    let row = [
      "x_TallyCharge": "top-up", "x_TallyQuality": "interpolated", "x_TallyRequests": "12",
      "x_TallyAppId": "app-1", "ResourceName": "Shop", "ChargeDescription": "Disk: GB",
      "PricingCurrency": "helius:credit", "PricingCurrencyEffectiveCost": "700",
      "ConsumedQuantity": "3", "ConsumedUnit": "call", "SkuMeter": "",
    ]
    let found = try charge(row)
    #expect(found.line.charge == .topUp)
    #expect(found.quality == .interpolated)
    #expect(found.requests == 12)
    #expect(found.line.appID == "app-1")
    #expect(found.line.appName == "Shop")
    #expect(found.line.account == nil)
    #expect(found.line.meter == "(not broken down)")
    #expect(found.quantity == 3)
    #expect(found.line.unit == "call")
    #expect(found.native == 700)
    #expect(found.line.nativeCurrency == "helius:credit")
    let none = try charge(["x_TallyCharge": "usage", "x_TallyAppId": ""])
    #expect(none.line.appID == "(not broken down)")
  }

  @Test func `names of older versions are read`() throws {
    let columns = FocusRows.usual.map { name in
      [
        "ServiceProviderName": "ProviderName", "EffectiveCost": "AmortizedCost",
        "ChargeCategory": "ChargeType",
      ][
        name
      ] ?? name
    }
    var rows = FocusRows(
      columns: columns + ["UsageQuantity", "UsageUnit"],
      [
        [
          "ProviderName": "Old Cloud", "AmortizedCost": "4", "ChargeType": "Tax",
          "UsageQuantity": "2",
          "UsageUnit": "Hours",
        ]
      ]
    )
    let found = try reading(rows)
    #expect(found.problems == [])
    let charge = found.periods[0].charges[0]
    #expect(charge.line.provider == "Old Cloud")
    #expect(charge.effective == 4)
    #expect(charge.line.charge == .tax)
    #expect(charge.quantity == 2)
    rows.columns = rows.columns.map { $0.lowercased() }
    #expect(found.files[0].version == nil)
  }

  @Test(arguments: [
    (["ProviderName"], FOCUSVersion.v10), (["ProviderName", "SkuMeter"], .v11),
    (["ProviderName", "PricingCurrency"], .v12),
    (["ProviderName", "ServiceProviderName"], .v13),
    (["ServiceProviderName"], .v14),
  ])
  func `versions are told apart by their columns`(columns: [String], version: FOCUSVersion) throws {
    let usual = FocusRows.usual.filter { $0 != "ServiceProviderName" }
    let found = try reading(
      FocusRows(columns: usual + columns, [["ProviderName": "Example Cloud"]])
    )
    #expect(found.problems == [])
    #expect(found.files == [.init(name: "focus.csv", version: version, rows: 1)])
  }

  @Test(arguments: [
    "2026-04-02T00:00:00Z", "2026-04-02T00:00:00.000Z", "2026-04-02 00:00:00", "2026-04-02T00:00Z",
    "2026-04-02", "2026-04-02 00:00:00 UTC", "2026-04-02T02:00:00+02:00", "2026-04-02T00:00:00",
  ])
  func `times are read where there is one way to read them`(text: String) throws {
    let charge = try charge(["ChargePeriodStart": text])
    #expect(charge.span.lowerBound == Timestamp(rfc3339: "2026-04-02T00:00:00Z"))
  }

  @Test func `rows that are alike add up, in any order and in any chunks`() throws {
    var generator = SeededGenerator(seed: 3)
    let services = ["Disk", "Net, fast", "Say \"hi\""]
    for _ in 0..<30 {
      let rows = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        [
          "BilledCost":
            "\(Int.random(in: -50...50, using: &generator)).\(Int.random(in: 0...9, using: &generator))",
          "ServiceName": services[Int.random(in: 0..<3, using: &generator)],
          "ChargePeriodStart": "2026-04-0\(Int.random(in: 1...2, using: &generator))T00:00:00Z",
          "ChargeClass": Bool.random(using: &generator) ? "Correction" : "",
        ]
      }
      let columns = FocusRows.usual + ["ChargeClass"]
      let first = try reading(FocusRows(columns: columns, rows)).periods[0].charges
      let bytes = Array(
        FocusRows(columns: columns.shuffled(using: &generator), rows.shuffled(using: &generator))
          .text.utf8
      )
      let second = try reading(bytes, chunk: 64).periods[0].charges
      #expect((0..<first.count).map { first[$0] } == (0..<second.count).map { second[$0] })
      #expect(first.count <= 12)
      let sum = try FixedDecimal.sum(of: rows.compactMap { FixedDecimal($0["BilledCost"] ?? "") })
      #expect(try first.totals().map(\.billed) == [sum])
    }
  }

  @Test func `amounts of any size are exact`() throws {
    let texts = ["0.000000000001", "99999999999999.5", "12345678901234567890", "-7E-12"]
    let rows = texts.map { ["BilledCost": $0, "EffectiveCost": $0] }
    let charges = try reading(FocusRows(rows)).periods[0].charges
    let sum = try FixedDecimal.sum(of: texts.compactMap { FixedDecimal($0) })
    #expect(charges.count == 1)
    #expect(charges[0].billed == sum)
    #expect(charges[0].effective == sum)
  }
}
