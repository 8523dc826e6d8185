/// Durations and sizes as people write them in the configuration.
enum SettingText {
  /// Reads `10s`, `5m`, `26h`, `2d`, or plain seconds; nothing at all is no duration.
  static func duration(_ text: String) -> Duration? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let last = text.last else { return nil }
    let factor = units[last]
    let digits = factor == nil ? text[...] : text.dropLast()
    guard let number = Double(digits.trimmingSpaces), number.isFinite, number > 0, number <= 1e8
    else { return nil }
    let milliseconds = Int((number * Double(factor ?? 1) * 1000).rounded())
    return milliseconds > 0 ? .milliseconds(milliseconds) : nil
  }

  /// Reads `256 MiB`, `16 MB`, `512 KiB`, or plain bytes; nothing at all is no size.
  static func bytes(_ text: String) -> Int? {
    let units = [
      ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1000), ("MB", 1_000_000),
      ("GB", 1_000_000_000), ("B", 1),
    ]
    let unit = units.first { text.hasSuffix($0.0) }
    guard let number = Int(text.dropLast(unit?.0.count ?? 0).trimmingSpaces), number > 0,
      number <= 1 << 20 || unit?.1 ?? 1 <= 1 << 20
    else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit?.1 ?? 1)
    return overflow ? nil : bytes
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start.prefix(
      upTo: start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex
    )
  }
}

extension Duration {
  /// Reads a duration as the configuration writes it: `10s`, `5m`, `26h`, `2d`, or plain seconds.
  public init?(setting text: String) {
    guard let duration = SettingText.duration(text) else { return nil }
    self = duration
  }
}
