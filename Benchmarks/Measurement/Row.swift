/// One line of the table of measurements.
///
/// - Parameters:
///   - what: What was measured.
///   - figure: The measured figure.
///   - yardstick: What it is compared with.
///   - value: The yardstick's figure.
///   - unit: The unit of both.
///   - limit: The ratio that is asked for.
public func row(
  _ what: String,
  _ figure: Double,
  _ yardstick: String,
  _ value: Double,
  _ unit: String,
  limit: String
) {
  print(
    "| \(what) | \(decimals(figure)) \(unit) | \(yardstick): \(decimals(value)) \(unit) "
      + "| \(decimals(figure / value)) | \(limit) |"
  )
}

/// A number with two decimals.
private func decimals(_ number: Double) -> String {
  let hundredths = Int((number * 100).rounded())
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}
