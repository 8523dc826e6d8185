/// Something known that changes usage on some days, such as a launch.
public struct ForecastEvent: Hashable, Sendable {
  /// What an event does to usage.
  public enum Effect: Hashable, Sendable {
    /// Usage is multiplied; every factor of the range is as likely.
    case factor(ClosedRange<Double>)
    /// So much is added in all, evenly over the event's days; every amount of the range is as likely.
    case amount(ClosedRange<Double>)
  }

  /// What it is called, which is how it is left out again.
  public var name: String
  /// Its days, counted from the first day of the forecast; days below 0 are history.
  public var days: Range<Int>
  /// What it does.
  public var effect: Effect
  /// The part of usage that a factor concerns, from 0 to 1.
  public var share: Double

  /// Describes an event.
  public init(_ name: String, days: Range<Int>, effect: Effect, share: Double = 1) {
    self.name = name
    self.days = days
    self.effect = effect
    self.share = share
  }

  /// The amount of one of its days, when its effect is so far into its range: 0 the lowest, 1 the highest.
  func applied(to amount: Double, at part: Double) -> Double {
    switch effect {
    case .factor(let range): amount * (1 + share * (Self.value(of: range, at: part) - 1))
    case .amount(let range): amount + Self.value(of: range, at: part) / Double(days.count)
    }
  }

  /// The amount that one of its days would have had without it.
  func removed(from amount: Double) -> Double {
    switch effect {
    case .factor(let range):
      let factor = 1 + share * (Self.value(of: range, at: 0.5) - 1)
      return factor > 0 ? amount / factor : amount
    case .amount(let range):
      let rest = amount - Self.value(of: range, at: 0.5) / Double(days.count)
      return amount >= 0 ? max(0, rest) : rest
    }
  }

  private static func value(of range: ClosedRange<Double>, at part: Double) -> Double {
    range.lowerBound + part * (range.upperBound - range.lowerBound)
  }
}
