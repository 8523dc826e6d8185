/// Charges that a file told, as columns: what many have in common is written once, and amounts are exact.
///
/// Charges that agree in line, time and quality are one, with the sums of their amounts. The rows are in order of their
/// times, then of their lines, so that the same charges in another order are the same columns. Days are cut when a
/// question is asked, so that another reporting zone needs no new import.
public struct ImportedCharges: Sendable {
  /// What tells charges apart beside their time.
  public struct Line: Hashable, Sendable {
    /// FOCUS ServiceProviderName.
    public var provider: String
    /// FOCUS SubAccountId, else BillingAccountId.
    public var account: String?
    /// The app as the file names it.
    public var appID: String
    /// What the file calls the app, where that is not its id.
    public var appName: String?
    /// FOCUS ServiceName.
    public var service: String
    /// FOCUS ServiceCategory.
    public var category: String
    /// FOCUS SkuMeter, else ChargeDescription.
    public var meter: String
    /// What kind of charge it is.
    public var charge: Charge
    /// The quantity's unit; nil without a quantity.
    public var unit: String?
    /// FOCUS BillingCurrency, which both costs are in.
    public var currency: String
    /// What the platform counted in, where that is told beside the costs.
    public var nativeCurrency: String?
    /// The file's tags.
    public var tags: [String: String]

    /// Creates a line.
    public init(
      provider: String,
      account: String? = nil,
      appID: String = ReservedName.noApp,
      appName: String? = nil,
      service: String,
      category: String = "Other",
      meter: String = ReservedName.notBrokenDown,
      charge: Charge = .usage,
      unit: String? = nil,
      currency: String,
      nativeCurrency: String? = nil,
      tags: [String: String] = [:]
    ) {
      self.provider = provider
      self.account = account
      self.appID = appID
      self.appName = appName
      self.service = service
      self.category = category
      self.meter = meter
      self.charge = charge
      self.unit = unit
      self.currency = currency
      self.nativeCurrency = nativeCurrency
      self.tags = tags
    }

    /// The texts in a fixed order, which lines are sorted by.
    public var texts: [String] {
      let optionals = [account, appName, unit, nativeCurrency].map { $0 ?? "" }
      let pairs = tags.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      return [service, meter, appID, category, charge.rawValue, provider, currency] + optionals
        + pairs
    }
  }

  /// The different lines.
  public let lines: [Line]
  /// The different times, each from its start to its end, which is no part of it.
  public let spans: [Range<Timestamp>]
  /// Each charge's line, as its place in ``lines``.
  public let lineOf: [UInt32]
  /// Each charge's time, as its place in ``spans``.
  public let spanOf: [UInt32]
  /// Each charge's quality, as its place among all cases.
  public let qualities: [UInt8]
  /// What was billed, in the lines' currencies.
  public let billed: AmountColumn
  /// What the use cost, in the lines' currencies.
  public let effective: AmountColumn
  /// The quantities, in the lines' units.
  public let quantities: AmountColumn
  /// The requests.
  public let requests: AmountColumn
  /// What the platform counted, in the lines' native currencies.
  public let natives: AmountColumn

  /// Creates charges from columns, which have as many values each.
  public init(
    lines: [Line],
    spans: [Range<Timestamp>],
    lineOf: [UInt32],
    spanOf: [UInt32],
    qualities: [UInt8],
    billed: AmountColumn,
    effective: AmountColumn,
    quantities: AmountColumn,
    requests: AmountColumn,
    natives: AmountColumn
  ) {
    self.lines = lines
    self.spans = spans
    self.lineOf = lineOf
    self.spanOf = spanOf
    self.qualities = qualities
    self.billed = billed
    self.effective = effective
    self.quantities = quantities
    self.requests = requests
    self.natives = natives
  }

  /// How many charges there are.
  public var count: Int { lineOf.count }

  /// One charge with all that is known of it.
  public subscript(row: Int) -> ImportedCharge {
    ImportedCharge(
      line: lines[Int(lineOf[row])],
      span: spans[Int(spanOf[row])],
      quality: Quality.allCases[Int(qualities[row])],
      billed: billed[row] ?? .zero,
      effective: effective[row] ?? .zero,
      quantity: quantities[row],
      requests: requests[row],
      native: natives[row]
    )
  }

  /// The sums of both costs by currency, in the order of the currencies.
  public func totals() throws(ArithmeticOverflow) -> [Total] {
    var totals: [String: Total] = [:]
    for row in 0..<count {
      let currency = lines[Int(lineOf[row])].currency
      var total = totals[currency] ?? Total(currency: currency, billed: .zero, effective: .zero)
      try total.billed += billed[row] ?? .zero
      try total.effective += effective[row] ?? .zero
      totals[currency] = total
    }
    return totals.values.sorted { $0.currency < $1.currency }
  }

  /// What charges of one currency come to.
  public struct Total: Hashable, Sendable {
    /// The currency.
    public var currency: String
    /// What was billed.
    public var billed: FixedDecimal
    /// What the use cost.
    public var effective: FixedDecimal
  }
}
