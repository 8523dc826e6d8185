/// The value of one counter in a reply: an odometer since the start of its window.
public struct Reading: Hashable, Sendable {
  /// What the counter counts; two readings of one counter have the same key.
  public struct Key: Hashable, Sendable {
    /// The breakdown that it belongs to.
    public var facet: Facet
    /// The platform's id of the app, ``ReservedName/noApp`` where it says none.
    public var appID: String?
    /// FOCUS ServiceName.
    public var service: String?
    /// FOCUS ServiceCategory.
    public var category: String?
    /// FOCUS SkuMeter.
    public var meter: String?
    /// Usage, or an adjustment that the platform counts among it.
    public var charge: Charge
    /// Cost, requests or a quantity.
    public var measure: Measure
    /// The currency of a cost, the unit of a quantity, `request` for requests.
    public var unit: String

    /// Creates a key.
    public init(
      facet: Facet,
      appID: String? = nil,
      service: String? = nil,
      category: String? = nil,
      meter: String? = nil,
      charge: Charge = .usage,
      measure: Measure,
      unit: String
    ) {
      self.facet = facet
      self.appID = appID
      self.service = service
      self.category = category
      self.meter = meter
      self.charge = charge
      self.measure = measure
      self.unit = unit
    }
  }

  /// What the counter counts.
  public var key: Key

  /// The value since the window's start.
  public var value: FixedDecimal

  /// The window that the value belongs to.
  public var window: BillingWindow

  /// When the counter stood there.
  ///
  /// Almost always the moment of the reply; a reply that also tells an earlier value of the same
  /// counter has a second reading, with that earlier moment.
  public var observedAt: Timestamp

  /// Creates a reading.
  public init(
    key: Key,
    value: FixedDecimal,
    window: BillingWindow,
    observedAt: Timestamp
  ) {
    self.key = key
    self.value = value
    self.window = window
    self.observedAt = observedAt
  }
}
