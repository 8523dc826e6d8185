import Foundation
import UsageModel

/// The rules of the specification that every cell of a file must keep, as far as a file alone can tell.
///
/// They are written from the specification's columns, not from the writer's, so that a column which the writer forgets or
/// fills wrongly is found.
public struct FOCUSRules {
  private let version: String

  /// The rules of a version.
  public init(_ version: String) { self.version = version }

  /// Mandatory columns, with the version that brought them.
  private static let mandatory: [(name: String, since: String, isNullable: Bool)] = [
    ("BilledCost", "1.0", false), ("BillingAccountId", "1.0", false),
    ("BillingAccountName", "1.0", true), ("BillingCurrency", "1.0", false),
    ("BillingPeriodEnd", "1.0", false), ("BillingPeriodStart", "1.0", false),
    ("ChargeCategory", "1.0", false), ("ChargeClass", "1.0", true),
    ("ChargeDescription", "1.0", true), ("ChargePeriodEnd", "1.0", false),
    ("ChargePeriodStart", "1.0", false), ("ContractedCost", "1.0", false),
    ("EffectiveCost", "1.0", false), ("HostProviderName", "1.3", false),
    ("InvoiceIssuerName", "1.0", false), ("ListCost", "1.0", false),
    ("PricingQuantity", "1.0", true), ("PricingUnit", "1.0", true),
    ("ServiceCategory", "1.0", false), ("ServiceName", "1.0", false),
    ("ServiceProviderName", "1.3", false),
  ]

  /// Columns that are there only where a file has the concept, and those that are never null then.
  private static let others: [(name: String, since: String, isNullable: Bool)] = [
    ("AllocatedMethodDetails", "1.3", true), ("AllocatedMethodId", "1.3", true),
    ("AllocatedResourceId", "1.3", true), ("AllocatedResourceName", "1.3", true),
    ("AllocatedTags", "1.3", true), ("ChargeFrequency", "1.0", false),
    ("ConsumedQuantity", "1.0", true), ("ConsumedUnit", "1.0", true),
    ("PricingCurrency", "1.2", false), ("PricingCurrencyEffectiveCost", "1.2", false),
    ("ResourceId", "1.0", true), ("ResourceName", "1.0", true), ("ResourceType", "1.0", true),
    ("SkuId", "1.0", true), ("SkuMeter", "1.1", true), ("SubAccountId", "1.0", true),
    ("Tags", "1.0", true),
  ]

  /// Mandatory until 1.4 took them away.
  private static let old = ["ProviderName", "PublisherName"]

  private static let numbers = [
    "BilledCost", "ConsumedQuantity", "ContractedCost", "EffectiveCost", "ListCost",
    "PricingCurrencyEffectiveCost", "PricingQuantity", "x_TallyRequests",
  ]

  private static let times = [
    "BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart",
  ]

  private static let categories: Set<String> = [
    "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases",
    "Developer Tools", "Multicloud", "Identity", "Integration", "Internet of Things",
    "Management and Governance", "Media", "Migration", "Mobile", "Networking", "Security",
    "Storage", "Web", "Other",
  ]

  /// The rules that a file breaks, with their places; at most some.
  public func broken(by file: FOCUSFile) -> [String] {
    var broken = brokenByColumns(of: file) + brokenByValues(of: file)
    for (index, row) in file.rows.enumerated() where broken.count < 20 {
      broken += self.broken(by: row).map { "row \(index + 1): \($0)" }
    }
    return broken + brokenByRatios(of: file)
  }

  private func brokenByColumns(of file: FOCUSFile) -> [String] {
    var broken: [String] = []
    if Set(file.columns).count != file.columns.count { broken.append("a column comes twice") }
    let mandatory = Self.mandatory.filter { $0.since <= version }.map(\.name)
    let old = version < "1.4" ? Self.old : []
    for name in mandatory + old where !file.columns.contains(name) {
      broken.append("\(name) is missing")
    }
    let known = Set(mandatory + old + Self.others.filter { $0.since <= version }.map(\.name))
    let own = file.columns.drop { !$0.hasPrefix("x_") }
    for name in file.columns where !name.hasPrefix("x_") && !known.contains(name) {
      broken.append("\(name) is no column of \(version)")
    }
    if !own.allSatisfy({ $0.hasPrefix("x_") }) { broken.append("own columns do not come last") }
    for name in file.columns where name.utf8.count > 50 || name.contains(where: { !$0.isASCII }) {
      broken.append("\(name) is no name of a column")
    }
    return broken
  }

  private func broken(by row: [String: String]) -> [String] {
    var broken: [String] = []
    let required = (Self.mandatory + Self.others).filter { !$0.isNullable && $0.since <= version }
    for name in required.map(\.name) + (version < "1.4" ? Self.old : []) where row[name] == nil {
      broken.append("\(name) is null")
    }
    for (name, value) in row where ["N/A", "null", "NULL", "None", "nil"].contains(value) {
      broken.append("\(name) has a stand-in for null")
    }
    return broken + brokenByMeaning(of: row)
  }

  /// What a value alone tells, of each value once: large files have few different ones.
  private func brokenByValues(of file: FOCUSFile) -> [String] {
    var broken: [String] = []
    func expect(_ names: [String], _ isValid: (String) -> Bool) {
      for name in names {
        for text in Set(file.rows.compactMap { $0[name] }).sorted() where !isValid(text) {
          broken.append("\(name) is \(text)")
        }
      }
    }
    let number = #/-?[0-9]+(\.[0-9]+)?/#
    let time = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#
    let prefix = version < "1.3" ? "x_" : ""
    expect(Self.numbers) { $0.wholeMatch(of: number) != nil }
    expect(Self.times) { $0.wholeMatch(of: time) != nil && Timestamp(rfc3339: $0) != nil }
    expect(["BillingCurrency"]) { Money.isISOCurrency($0) }
    expect(["Tags", "\(prefix)AllocatedTags", "\(prefix)AllocatedMethodDetails"]) {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) != nil
    }
    return broken
  }

  private func brokenByMeaning(of row: [String: String]) -> [String] {
    var broken: [String] = []
    func expect(_ isKept: Bool, _ rule: String) { if !isKept { broken.append(rule) } }
    // Times of this one form have the order of their texts.
    let moments = Self.times.map { row[$0] ?? "" }
    let (billingEnd, billingStart, end, start) = (moments[0], moments[1], moments[2], moments[3])
    expect(start < end, "the charge period is empty")
    expect(billingStart <= start && end <= billingEnd, "the charge is outside its billing period")
    expect(Self.categories.contains(row["ServiceCategory"] ?? ""), "no such ServiceCategory")
    expect([nil, "Correction"].contains(row["ChargeClass"]), "no such ChargeClass")
    let category = row["ChargeCategory"] ?? ""
    let frequency = row["ChargeFrequency"] ?? ""
    expect(
      ["Usage", "Purchase", "Tax", "Credit", "Adjustment"].contains(category),
      "no such ChargeCategory"
    )
    expect(
      ["One-Time", "Recurring", "Usage-Based"].contains(frequency),
      "no such ChargeFrequency"
    )
    expect(category != "Purchase" || frequency != "Usage-Based", "a purchase by usage")
    for (quantity, unit) in [
      ("ConsumedQuantity", "ConsumedUnit"), ("PricingQuantity", "PricingUnit"),
    ] {
      expect((row[quantity] == nil) == (row[unit] == nil), "\(quantity) goes with \(unit)")
    }
    expect(category == "Usage" || row["ConsumedQuantity"] == nil, "\(category) that is consumed")
    expect(category != "Tax" || row["PricingQuantity"] == nil, "a tax with a price")
    let isPriced = row["ChargeClass"] == nil && ["Usage", "Purchase"].contains(category)
    expect(!isPriced || row["PricingQuantity"] != nil, "\(category) without PricingQuantity")
    expect(row["SkuMeter"] == nil || row["SkuId"] != nil, "SkuMeter without SkuId")
    expect((row["ResourceId"] == nil) == (row["ResourceType"] == nil), "ResourceType alone")
    if row["PricingCurrency"] == row["BillingCurrency"] {
      expect(
        row["PricingCurrencyEffectiveCost"] == row["EffectiveCost"] || version < "1.2",
        "one currency with two costs"
      )
    }
    let prefix = version < "1.3" ? "x_" : ""
    let allocated = ["MethodId", "ResourceId"].map { row["\(prefix)Allocated\($0)"] == nil }
    expect(allocated[0] == allocated[1], "AllocatedMethodId goes with AllocatedResourceId")
    return broken
  }

  /// The ratios of the shares of one cost sum to 1.
  private func brokenByRatios(of file: FOCUSFile) -> [String] {
    let prefix = version < "1.3" ? "x_" : ""
    let origin = [
      "ChargePeriodStart", "x_TallySource", "x_TallyCharge", "x_TallyQuality", "ServiceName",
      "SkuId", "x_TallyAppId", "SubAccountId",
    ]
    let written = #/"AllocatedRatio":(-?[0-9.]+)/#
    var sums: [[String?]: FixedDecimal] = [:]
    for row in file.rows {
      guard let details = row["\(prefix)AllocatedMethodDetails"],
        let match = details.firstMatch(of: written),
        let ratio = FixedDecimal(match.1)
      else { continue }
      let key =
        origin.map { row[$0] } + [
          row["\(prefix)AllocatedMethodId"], row["ConsumedUnit"], row["PricingCurrency"],
        ]
      sums[key] = FixedDecimal(units: (sums[key]?.units ?? 0) + ratio.units)
    }
    return sums.filter { $0.value != 1 }.map { "the ratios of \($0.key) sum to \($0.value)" }
  }
}
