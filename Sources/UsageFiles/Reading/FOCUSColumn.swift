/// A column of FOCUS files that is read.
enum FOCUSColumn: String, CaseIterable {
  case billedCost = "BilledCost"
  case effectiveCost = "EffectiveCost"
  case billingCurrency = "BillingCurrency"
  case billingPeriodStart = "BillingPeriodStart"
  case billingPeriodEnd = "BillingPeriodEnd"
  case chargePeriodStart = "ChargePeriodStart"
  case chargePeriodEnd = "ChargePeriodEnd"
  case chargeCategory = "ChargeCategory"
  case serviceName = "ServiceName"
  case serviceCategory = "ServiceCategory"
  case serviceProviderName = "ServiceProviderName"
  case billingAccountID = "BillingAccountId"
  case subAccountID = "SubAccountId"
  case chargeClass = "ChargeClass"
  case chargeFrequency = "ChargeFrequency"
  case chargeDescription = "ChargeDescription"
  case skuMeter = "SkuMeter"
  case resourceID = "ResourceId"
  case resourceName = "ResourceName"
  case consumedQuantity = "ConsumedQuantity"
  case consumedUnit = "ConsumedUnit"
  case pricingCurrency = "PricingCurrency"
  case pricingCurrencyEffectiveCost = "PricingCurrencyEffectiveCost"
  case tags = "Tags"
  case allocatedResourceID = "AllocatedResourceId"
  case allocatedResourceName = "AllocatedResourceName"
  case allocatedTags = "AllocatedTags"
  // What our own exports add, so that their records come back as they were.
  case ownSource = "x_TallySource"
  case ownQuality = "x_TallyQuality"
  case ownRequests = "x_TallyRequests"
  case ownApp = "x_TallyAppId"
  case ownCharge = "x_TallyCharge"

  /// The columns that every version has and that nothing can be told without.
  static let required: [FOCUSColumn] = [
    .billedCost, .effectiveCost, .billingCurrency, .billingPeriodStart, .billingPeriodEnd,
    .chargePeriodStart, .chargePeriodEnd, .chargeCategory, .serviceName, .serviceCategory,
    .serviceProviderName, .billingAccountID,
  ]

  /// What the column is called in older versions, newest first.
  var olderNames: [String] {
    switch self {
    case .serviceProviderName:
      [
        "ProviderName", "Provider", "PublisherName", "Publisher", "InvoiceIssuerName",
        "InvoiceIssuer",
      ]
    case .effectiveCost: ["AmortizedCost"]
    case .chargeCategory: ["ChargeType"]
    case .consumedQuantity: ["UsageQuantity"]
    case .consumedUnit: ["UsageUnit"]
    // Before 1.3, our exports have the target in columns of their own.
    case .allocatedResourceID: ["x_AllocatedResourceId"]
    case .allocatedResourceName: ["x_AllocatedResourceName"]
    case .allocatedTags: ["x_AllocatedTags"]
    default: []
    }
  }

  /// The columns that tell lines apart: those of texts.
  static let ofLines: [FOCUSColumn] = allCases.filter { column in
    switch column {
    case .billedCost, .effectiveCost, .consumedQuantity, .pricingCurrencyEffectiveCost,
      .chargePeriodStart, .chargePeriodEnd, .chargeDescription, .ownRequests:
      false
    default: true
    }
  }
}
