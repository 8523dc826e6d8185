/// Limits as messages say them, also those about a script that ended with its process.
package enum LimitText {
  /// Seconds, with as many digits of a thousandth as are needed.
  package static func duration(_ duration: Duration) -> String {
    let parts = duration.components
    let thousandths = parts.attoseconds / 1_000_000_000_000_000
    guard thousandths > 0 else { return "\(parts.seconds) s" }
    var digits = String(thousandths + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(parts.seconds).\(digits) s"
  }

  /// A size in the largest unit that gives a whole number.
  package static func size(_ bytes: Int) -> String {
    let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    let unit = units.first { bytes >= $0.1 && bytes % $0.1 == 0 }
    return unit.map { "\(bytes / $0.1) \($0.0)" } ?? "\(bytes) bytes"
  }
}
