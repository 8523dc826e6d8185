/// Numbers in SVG: two decimals, no exponent, no `-0`, never NaN or infinity.
enum Coordinate {
  /// Writes a coordinate; what is not finite becomes zero.
  static func text(_ value: Double) -> String {
    let bounded = value.isFinite ? min(max(value, -1e7), 1e7) : 0
    let hundredths = Int((bounded * 100).rounded(), within: -1_000_000_000...1_000_000_000)
    let magnitude = hundredths.magnitude
    var text = hundredths < 0 ? "-" : ""
    text += String(magnitude / 100)
    let fraction = magnitude % 100
    if fraction != 0 {
      text +=
        fraction % 10 == 0 ? ".\(fraction / 10)" : fraction < 10 ? ".0\(fraction)" : ".\(fraction)"
    }
    return text
  }

  /// Writes a share of the width, from 0 to 1, as percent.
  static func percent(_ share: Double) -> String { text(share * 100) + "%" }
}
