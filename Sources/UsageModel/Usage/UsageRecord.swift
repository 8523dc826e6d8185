/// What was consumed on one day: the unit that reports work on.
public struct UsageRecord: Hashable, Sendable {
  /// The day in the reporting time zone.
  public var day: Day
  /// The configured account.
  public var source: String
  /// The platform.
  public var provider: String
  /// The platform's id of the account or project.
  public var account: String?
  /// The user's own product that the consumption is charged to.
  public var app: String
  /// The platform's id of the app.
  public var appID: String
  /// FOCUS ServiceName.
  public var service: String
  /// FOCUS ServiceCategory.
  public var category: String
  /// FOCUS SkuMeter.
  public var meter: String
  /// What kind of charge it is.
  public var charge: Charge
  /// How the value came about.
  public var quality: Quality
  /// The consumed quantity.
  public var quantity: FixedDecimal?
  /// The quantity's unit.
  public var unit: String?
  /// Calls or metered events, where the platform tells.
  public var requests: FixedDecimal?
  /// The cost in the platform's own currency.
  public var native: Money?
  /// What was billed for it, in the currency of ``native``, where nothing prices it and that is another amount.
  public var billedNative: FixedDecimal?
  /// What was billed for it, in the reporting currency; nil where nothing prices it.
  public var billed: FixedDecimal?
  /// What its use cost, in the reporting currency; nil where nothing prices it.
  public var effective: FixedDecimal?
  /// Where its money comes from; nil where nothing prices it.
  public var pricing: Pricing?
  /// The billing window it belongs to; nil for what belongs to none.
  public var window: BillingWindow?
  /// The source's tags, then those of the app.
  public var tags: [String: String]
  /// When it became known.
  public var learntAt: Timestamp

  /// Creates a record.
  public init(
    day: Day,
    source: String,
    provider: String,
    account: String? = nil,
    app: String = ReservedName.notBrokenDown,
    appID: String = ReservedName.notBrokenDown,
    service: String = ReservedName.notBrokenDown,
    category: String = ReservedName.notBrokenDown,
    meter: String = ReservedName.notBrokenDown,
    charge: Charge = .usage,
    quality: Quality = .measured,
    quantity: FixedDecimal? = nil,
    unit: String? = nil,
    requests: FixedDecimal? = nil,
    native: Money? = nil,
    billedNative: FixedDecimal? = nil,
    billed: FixedDecimal? = nil,
    effective: FixedDecimal? = nil,
    pricing: Pricing? = nil,
    window: BillingWindow? = nil,
    tags: [String: String] = [:],
    learntAt: Timestamp = .distantPast
  ) {
    self.day = day
    self.source = source
    self.provider = provider
    self.account = account
    self.app = app
    self.appID = appID
    self.service = service
    self.category = category
    self.meter = meter
    self.charge = charge
    self.quality = quality
    self.quantity = quantity
    self.unit = unit
    self.requests = requests
    self.native = native
    self.billedNative = billedNative
    self.billed = billed
    self.effective = effective
    self.pricing = pricing
    self.window = window
    self.tags = tags
    self.learntAt = learntAt
  }

  /// The cost in a view; nil where nothing prices it.
  public func cost(in view: CostView) -> FixedDecimal? {
    switch view {
    case .effective: effective
    case .billed: billed
    }
  }

  /// The amount in the platform's own currency that a view shows.
  public func native(in view: CostView) -> FixedDecimal? {
    switch view {
    case .effective: native?.amount
    case .billed: billedNative ?? native?.amount
    }
  }
}
