import Foundation

/// A FOCUS 1.0 file of one month: hourly charges of 40 services and 300 resources.
enum FocusFile {
  /// Writes so many rows.
  static func write(_ count: Int, to path: String) throws {
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
    let lines = (0..<linesAnHour).map(Self.line)
    for row in 0..<count {
      // Each hour has its lines in another order.
      let hour = row / linesAnHour
      let line = lines[(row &* 7919 &+ hour &* 31) % linesAnHour]
      let day = two(1 + hour / 24 % 30)
      let start = "2026-04-\(day)T\(two(hour % 24)):00:00Z"
      let next = hour + 1
      let stop = "2026-04-\(two(1 + min(next / 24, 29) % 30))T\(two(next % 24)):00:00Z"
      let isLast = hour % 720 == 719
      let cents = 1 + (row &* 2_654_435_761) % 99_991
      let cost = "0.\(String(repeating: "0", count: 6 - String(cents).count))\(cents)"
      let price = "0.0\(1 + row % 89)"
      let quantity = "\(1 + row % 997).\(row % 10)"
      bytes += line.before.utf8
      bytes += "\(cost),\(line.account)".utf8
      bytes += "\(isLast ? "2026-05-01T00:00:00Z" : stop),\(start)\(line.middle)".utf8
      bytes += "\(quantity),Hours,\(cost),\(price),\(cost),\(line.issuer),\(cost),\(price)".utf8
      bytes += ",Standard,\(quantity),Hours\(line.after)".utf8
      if bytes.count > 1 << 20 {
        try file.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: bytes)
    try file.close()
  }

  /// So that a million rows are the hours of 30 days.
  private static let linesAnHour = 1389

  private static let columns = [
    "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency",
    "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
    "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory",
    "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountStatus",
    "CommitmentDiscountType", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice",
    "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
    "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory",
    "ServiceName", "SkuId", "SkuPriceId", "SubAccountId", "SubAccountName", "Tags",
  ]

  /// What is the same in all rows of a line.
  private struct Line {
    let before: String
    let account: String
    let middle: String
    let issuer: String
    let after: String
  }

  private static func line(_ number: Int) -> Line {
    let (service, resource, zone) = (number * 13 % 40, number % 300, number % 3)
    let tags = "\"{\"\"product\"\":\"\"product-\(resource % 25)\"\",\"\"env\"\":\"\"prod\"\"}\""
    return Line(
      before: "eu-central-1\("abc".dropFirst(zone).prefix(1)),",
      account: "123456789012,Example Company,USD,2026-05-01T00:00:00Z,2026-04-01T00:00:00Z,Usage,,"
        + "Service \(service) usage in Frankfurt (kind \(number % 5)),Usage-Based,",
      middle: ",,,,,,",
      issuer: "Example Cloud",
      after: ",Example Cloud,Example Cloud,eu-central-1,Europe (Frankfurt),"
        + "arn:example:service-\(service):eu-central-1:123456789012:resource/\(resource),"
        + "resource-\(resource),Instance,Compute,Service \(service),SKU-\(service)-\(number % 5),"
        + "PRICE-\(service)-\(number % 5),98765432\(number % 10),Team \(number % 10),\(tags)\n"
    )
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
