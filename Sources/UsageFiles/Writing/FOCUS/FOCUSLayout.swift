import UsageModel

/// The columns of a FOCUS file, by their names, and what is in them.
///
/// Our own columns come last; with them, a file that is read again gives the same records.
struct FOCUSLayout {
  /// The columns, in their order.
  let columns: [(name: String, field: RowField)]

  init(_ version: FOCUSVersion, settings: ExportSettings) {
    var columns = Self.columns(of: version, currency: settings.currency)
    if settings.isAllocated, version.isAtLeast(.v13) {
      columns += Self.splitColumns(prefix: "")
    }
    columns.sort { $0.name < $1.name }
    if settings.isAllocated, !version.isAtLeast(.v13) {
      columns += Self.splitColumns(prefix: "x_")
    }
    self.columns = columns + Self.ownColumns
  }

  private typealias Column = (name: String, field: RowField)

  private static func columns(of version: FOCUSVersion, currency: String) -> [Column] {
    var columns: [Column] = [
      ("BilledCost", .record(.billedCost)),
      ("BillingAccountId", text { $0.account ?? $0.source }),
      ("BillingAccountName", text(\.source)),
      ("BillingCurrency", text { _ in currency }),
      ("BillingPeriodEnd", .record(.billingPeriodEnd)),
      ("BillingPeriodStart", .record(.billingPeriodStart)),
      ("ChargeCategory", text { FOCUSCharge($0.charge).category }),
      ("ChargeClass", .record(.chargeClass)),
      ("ChargeDescription", text { description(of: $0, in: version) }),
      ("ChargeFrequency", text { FOCUSCharge($0.charge).frequency }),
      ("ChargePeriodEnd", .record(.chargePeriodEnd)),
      ("ChargePeriodStart", .record(.chargePeriodStart)),
      ("ConsumedQuantity", .record(.consumedQuantity)),
      ("ConsumedUnit", .record(.consumedUnit)),
      // No platform tells a list price: what was paid is all that is known.
      ("ContractedCost", .record(.effectiveCost)),
      ("EffectiveCost", .record(.effectiveCost)),
      ("InvoiceIssuerName", text(\.provider)),
      ("ListCost", .record(.effectiveCost)),
      ("PricingQuantity", .record(.pricingQuantity)),
      ("PricingUnit", .record(.pricingUnit)),
      ("ResourceId", text { $0.hasApp ? $0.appID : nil }),
      ("ResourceName", text { $0.hasApp ? $0.app : nil }),
      ("ResourceType", text { $0.hasApp ? "App" : nil }),
      ("ServiceCategory", text { FOCUSCharge.category(ofService: $0.category) }),
      ("ServiceName", text { $0.service.isEmpty ? ReservedName.notBrokenDown : $0.service }),
      ("SkuId", text { line in line.toldMeter.map { "\(line.service)/\($0)" } }),
      ("SubAccountId", text(\.account)),
      (
        "Tags",
        .line { line in
          let tags =
            line.tags.isEmpty ? "" : String(decoding: FieldText.object(line.tags), as: UTF8.self)
          return FieldText.csv(tags)
        }
      ),
    ]
    if version.isAtLeast(.v11) { columns.append(("SkuMeter", text(\.toldMeter))) }
    if version.isAtLeast(.v12) {
      columns.append(("PricingCurrency", text { $0.currency ?? currency }))
      columns.append(("PricingCurrencyEffectiveCost", .record(.pricingCurrencyCost)))
    }
    if version.isAtLeast(.v13) {
      columns.append(("HostProviderName", text(\.provider)))
      columns.append(("ServiceProviderName", text(\.provider)))
    }
    // 1.4 took them away.
    if !version.isAtLeast(.v14) {
      columns.append(("ProviderName", text(\.provider)))
      columns.append(("PublisherName", text(\.provider)))
    }
    return columns
  }

  /// Whose share a row is, and by which rule; their own names came with version 1.3.
  private static func splitColumns(prefix: String) -> [Column] {
    [
      ("\(prefix)AllocatedMethodDetails", .record(.methodDetails)),
      ("\(prefix)AllocatedMethodId", .record(.method)),
      ("\(prefix)AllocatedResourceId", .record(.target)),
      ("\(prefix)AllocatedResourceName", .record(.target)),
      ("\(prefix)AllocatedTags", .record(.targetTags)),
    ]
  }

  private static var ownColumns: [Column] {
    [
      ("x_TallyAppId", text { $0.appID == ReservedName.notBrokenDown ? nil : $0.appID }),
      ("x_TallyCharge", text(\.charge.rawValue)),
      ("x_TallyQuality", .record(.quality)),
      ("x_TallyRequests", .record(.requests)),
      ("x_TallySource", text(\.source)),
    ]
  }

  /// What is charged, in a line; 1.0 has no other place for the meter.
  private static func description(of line: UsageLine, in version: FOCUSVersion) -> String? {
    guard version.isAtLeast(.v11) else { return line.toldMeter }
    return line.toldMeter.map { meter in
      line.service == ReservedName.notBrokenDown ? meter : "\(line.service): \(meter)"
    }
  }

  private static func text(_ value: @escaping (UsageLine) -> String?) -> RowField {
    .line { FieldText.csv(value($0) ?? "") }
  }
}

extension UsageLine {
  /// The meter; nil where the platform does not tell it.
  fileprivate var toldMeter: String? {
    meter == ReservedName.notBrokenDown || meter.isEmpty ? nil : meter
  }

  /// Whether an app is known.
  fileprivate var hasApp: Bool {
    app != ReservedName.notBrokenDown && app != ReservedName.noApp && !app.isEmpty
      && appID != ReservedName.notBrokenDown && !appID.isEmpty
  }
}
