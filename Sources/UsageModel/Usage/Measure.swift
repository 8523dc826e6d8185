/// What a counter counts.
///
/// Measures never mix.
public enum Measure: String, Hashable, Sendable, Codable, CaseIterable {
  /// Money, in a real or a virtual currency.
  case cost
  /// Calls or metered events.
  case requests
  /// A quantity of something: tokens, bytes, sessions.
  case quantity
}
