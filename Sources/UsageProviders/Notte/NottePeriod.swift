import UsageModel

/// Reads the month that Notte says a reply is about; its spelling is not documented.
enum NottePeriod {
  /// The month of `May 2025` or `2025-05`; nil for anything else.
  static func month(_ text: String) -> Month? {
    if let month = Month(text) { return month }
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].count >= 3, words[1].utf8.count == 4,
      let year = Int(words[1]), year > 0,
      let index = Month.englishNames.firstIndex(where: {
        $0.lowercased().hasPrefix(words[0].lowercased())
      })
    else { return nil }
    return Month(year: year, month: index + 1)
  }
}
