import ReportDocument
import UsageModel

extension NumberFormat {
  /// Writes a statistic with three significant digits, for descriptions.
  func approximate(_ value: Double) -> String {
    guard let exact = FixedDecimal("\(value)") else { return Self.unknown }
    if exact.magnitude >= 1000 || exact.isZero { return compact(exact) }
    if exact.magnitude >= 1 { return number(exact, decimals: exact.magnitude >= 100 ? 0 : 1) }
    return number(exact.rounded(toPlaces: 3).isZero ? exact : exact.rounded(toPlaces: 3))
  }
}
