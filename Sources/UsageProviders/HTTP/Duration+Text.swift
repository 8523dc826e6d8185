extension Duration {
  /// Milliseconds, at least one: zero would mean no limit to libcurl.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    let limit = Int64(Int32.max)
    guard seconds < limit / 1000 else { return Int(limit) }
    return max(1, Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
  }

  /// The duration as messages show it: `30 s`, `0.3 s`.
  var inSeconds: String {
    let milliseconds = wholeMilliseconds
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    guard rest != 0 else { return "\(whole) s" }
    var digits = String(1000 + rest).dropFirst()
    while digits.hasSuffix("0") { digits = digits.dropLast() }
    return "\(whole).\(digits) s"
  }
}

/// Shows sizes as people write them.
enum ByteCount {
  /// The size in the largest binary unit that needs no fraction: `16 MiB`.
  static func text(_ bytes: Int) -> String {
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")]
    where bytes > 0 && bytes % (1 << shift) == 0 {
      return "\(bytes >> shift) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
