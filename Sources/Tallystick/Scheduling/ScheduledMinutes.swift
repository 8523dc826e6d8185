/// The minutes at which a folder's jobs run, derived from its path.
///
/// Were they the same for everybody, all would ask the platforms in one minute. A path gives the same minutes each
/// time, so that a schedule does not change when it is written again.
struct ScheduledMinutes: Hashable {
  /// The minute of every hour, by the clock of UTC: far from midnight, where the next two are.
  let hourly: Int
  /// The minute of the day, in UTC, shortly before it ends.
  let beforeMidnight: Int
  /// The minute of the day, in UTC, shortly after it began.
  let afterMidnight: Int
  /// How many minutes after the end of a day its reports are made.
  let delay: Int

  /// The minutes of the hour, in UTC, at which sources are fetched.
  var taken: [Int] { [hourly, beforeMidnight % 60, afterMidnight] }

  /// Derives the minutes from a path.
  init(path: String) {
    var rest = Self.hash(path)
    func part(_ range: ClosedRange<Int>) -> Int {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: UInt64(range.count))
      rest = quotient
      return range.lowerBound + Int(remainder)
    }
    hourly = part(12...47)
    beforeMidnight = part(23 * 60 + 50...23 * 60 + 57)
    afterMidnight = part(3...9)
    delay = part(30...74)
  }

  /// FNV-1a in 64 bits, whose bits are then mixed as the last step of MurmurHash3 does.
  ///
  /// Swift's own hash differs from process to process.
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ (hash >> 33)
  }

  /// Eight digits for a path, as names of files need them.
  static func digits(of path: String) -> String {
    let digits = String(hash(path) >> 32, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
