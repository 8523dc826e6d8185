/// The stretch of time that a counter runs over before it starts again at zero.
public struct BillingWindow: Hashable, Sendable {
  /// Who says where the window lies.
  public enum Basis: String, Hashable, Sendable {
    /// The platform's reply states it.
    case stated
    /// Nothing does; it is the calendar month in UTC that contains the reading.
    case calendarMonth = "calendar-month"
    /// It is the period that charges are told for, such as a day in UTC: what the platform answers for it is
    /// all that was charged in it, and takes the place of what it answered before.
    case chargePeriod = "charge-period"
  }

  /// When the counter was zero.
  public let start: Timestamp

  /// When the next window begins.
  public let stop: Timestamp

  /// Who says so.
  public let basis: Basis

  /// Creates a window; nil when it would end before it starts.
  public init?(start: Timestamp, stop: Timestamp, basis: Basis) {
    guard start < stop else { return nil }
    self.start = start
    self.stop = stop
    self.basis = basis
  }

  /// A calendar month in UTC.
  public init(month: Month, basis: Basis) {
    start = Timestamp(seconds: Int64(month.start.daysSince1970) * 86_400)
    stop = Timestamp(seconds: Int64(month.stop.daysSince1970) * 86_400)
    self.basis = basis
  }

  /// The window that plans, fees and budgets go by: the calendar month in UTC in which a charge period starts, else
  /// the window itself.
  public var billing: BillingWindow {
    basis == .chargePeriod
      ? BillingWindow(month: start.utcDay.month, basis: .calendarMonth) : self
  }
}
