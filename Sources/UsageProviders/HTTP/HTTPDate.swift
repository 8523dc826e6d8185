import UsageModel

/// Reads the times of HTTP headers, such as `Sat, 21 Nov 2026 06:00:00 GMT`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The moment, or nil for any other form.
  static func timestamp(_ text: String) -> Timestamp? {
    let fields = text.split(separator: " ")
    guard fields.count == 6, fields[0].hasSuffix(","), fields[5] == "GMT",
      let day = Int(fields[1]), let month = months.firstIndex(of: String(fields[2])),
      let year = Int(fields[3]), let date = Day(year: year, month: month + 1, day: day)
    else { return nil }
    return Timestamp(rfc3339: "\(date)T\(fields[4])Z")
  }
}
