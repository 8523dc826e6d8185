/// A moment, to the millisecond, counted from 1970-01-01T00:00:00Z without leap seconds.
public struct Timestamp: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  /// Creates a moment from milliseconds since 1970.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Creates a moment from whole seconds since 1970.
  public init(seconds: Int64) {
    milliseconds = seconds * 1000
  }

  /// The start of the year 1, before which nothing is counted.
  public static let distantPast = Self(seconds: -62_135_596_800)

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The moment that many seconds later.
  public func advanced(bySeconds seconds: Int64) -> Self {
    Self(milliseconds: milliseconds + seconds * 1000)
  }
}

// MARK: - Comparable
extension Timestamp: Comparable {
  /// Whether the left moment is the earlier one.
  public static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

// MARK: - RFC 3339
extension Timestamp: CustomStringConvertible {
  /// Reads an RFC 3339 time such as `2026-11-21T06:00:00Z` or `2026-11-21T07:00:00.5+01:00`.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = Day(String(text.prefix(10))),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      let time = Self.clock(bytes[11..<19], secondsAllowed: true)
    else { return nil }
    var rest = bytes[19...]
    var milliseconds: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      for place in 0..<3 {
        let index = digits.startIndex + place
        milliseconds = milliseconds * 10 + (index < digits.endIndex ? Int64(digits[index]) - 48 : 0)
      }
      rest = rest[digits.endIndex...]
    }
    let offset: Int64
    switch rest.first {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard rest.count == 1 else { return nil }
      offset = 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard let clock = Self.clock(rest.dropFirst(), secondsAllowed: false) else { return nil }
      offset = rest.first == UInt8(ascii: "-") ? -clock : clock
    default: return nil
    }
    let seconds = Int64(day.daysSince1970) * 86_400 + time - offset
    self.init(milliseconds: seconds * 1000 + milliseconds)
  }

  /// The moment in UTC as RFC 3339, with milliseconds only where there are any.
  public var description: String {
    let day = utcDay
    let time = seconds - Int64(day.daysSince1970) * 86_400
    let fraction = milliseconds - seconds * 1000
    let clock = [time / 3600, time / 60 % 60, time % 60].map { Day.padded(Int($0), to: 2) }
    let tail = fraction == 0 ? "" : "." + Day.padded(Int(fraction), to: 3)
    return "\(day)T\(clock.joined(separator: ":"))\(tail)Z"
  }

  /// The day in UTC that contains the moment.
  public var utcDay: Day {
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
    return Day(daysSince1970: Int(remainder < 0 ? quotient - 1 : quotient))
  }

  /// Seconds since midnight of `HH:MM` or `HH:MM:SS`, or nil.
  private static func clock(_ text: ArraySlice<UInt8>, secondsAllowed: Bool) -> Int64? {
    let fields = String(decoding: text, as: UTF8.self)
      .split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == (secondsAllowed ? 3 : 2), fields.allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let numbers = fields.compactMap { field in
      field.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(field) : nil
    }
    guard numbers.count == fields.count, numbers[0] < 24, numbers[1] < 60 else { return nil }
    // 60 is a leap second, which this count does not have: it reads as the second after.
    let second = secondsAllowed ? numbers[2] : 0
    guard second <= 60 else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + second
  }
}
