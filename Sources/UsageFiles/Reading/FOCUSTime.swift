import UsageModel

/// Reads times as FOCUS writes them, and as files are seen to have them where there is only one way to read them.
enum FOCUSTime {
  /// The moment; nil where it is not certain which one is meant.
  ///
  /// It takes RFC 3339, a blank in place of the `T`, no seconds, no `Z` (FOCUS knows no other zone than UTC) and a day
  /// alone, which is its midnight.
  static func moment(_ text: String) -> Timestamp? {
    guard let moment = Timestamp(rfc3339: completed(text)) else { return nil }
    // The years that days are counted in.
    let years = Timestamp.distantPast..<Timestamp(seconds: 253_370_764_800)
    return years.contains(moment) ? moment : nil
  }

  private static func completed(_ text: String) -> String {
    var text = text
    if text.hasSuffix(" UTC") { text.removeLast(4) }
    var (clock, zone) = (Substring(text), Substring())
    if let last = text.last, last == "Z" || last == "z" {
      (clock, zone) = (text.dropLast(), "Z")
    } else if text.utf8.count > 16,
      let sign = text.dropFirst(11).firstIndex(where: { $0 == "+" || $0 == "-" })
    {
      (clock, zone) = (text[..<sign], text[sign...])
    }
    if zone.isEmpty { zone = "Z" }
    switch clock.utf8.count {
    case 10: return "\(clock)T00:00:00\(zone)"
    case 16: return "\(clock):00\(zone)"
    default: return "\(clock)\(zone)"
    }
  }
}
