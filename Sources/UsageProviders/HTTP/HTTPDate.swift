package import UsageModel

/// Reads the times of HTTP headers, such as `Sat, 21 Nov 2026 06:00:00 GMT`.
///
/// Two older forms have to be understood too: `Saturday, 21-Nov-26 06:00:00 GMT` and
/// `Sat Nov 21 06:00:00 2026`.
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The moment, or nil for any other form.
  package static func timestamp(_ text: String) -> Timestamp? {
    let fields = text.split(separator: " ")
    switch fields.count {
    case 6 where fields[0].hasSuffix(",") && fields[5] == "GMT":
      return moment(day: fields[1], month: fields[2], year: fields[3], time: fields[4])
    case 4 where fields[0].hasSuffix(",") && fields[3] == "GMT":
      let date = fields[1].split(separator: "-", omittingEmptySubsequences: false)
      guard date.count == 3, date[2].utf8.count == 2 else { return nil }
      // Two digits of a year; nothing that this program meets is from the century before.
      return moment(day: date[0], month: date[1], year: "20\(date[2])", time: fields[2])
    case 5: return moment(day: fields[2], month: fields[1], year: fields[4], time: fields[3])
    default: return nil
    }
  }

  private static func moment(
    day: Substring,
    month: Substring,
    year: some StringProtocol,
    time: Substring
  ) -> Timestamp? {
    guard let day = Int(day), let month = months.firstIndex(of: String(month)),
      let year = Int(year), let date = Day(year: year, month: month + 1, day: day)
    else { return nil }
    return Timestamp(rfc3339: "\(date)T\(time)Z")
  }
}
