/// Chance that depends only on a seed and on what is asked about.
///
/// Only additions, multiplications and roundings of binary fractions are used, which every machine
/// computes alike; a logarithm or a sine may differ in its last digit from one C library to another.
struct SeededNoise: Sendable {
  let seed: UInt64

  /// Sixty-four random bits about one subject at one place of a sequence.
  func bits(_ subject: UInt64, _ place: Int) -> UInt64 {
    let key = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ subject
    return Self.mixed(Self.mixed(key) &+ UInt64(bitPattern: Int64(place)) &* 0xD6E8_FEB8_6659_FD93)
  }

  /// A number around 0 with a standard deviation of 1, never beyond ±3.5.
  func bell(_ subject: UInt64, _ place: Int) -> Double {
    var rest = bits(subject, place)
    var sum = 0.0
    for _ in 0..<4 {
      sum += Double(rest & 0xFFFF) / 65_536
      rest >>= 16
    }
    // Four uniform numbers have the variance ⅓ together.
    return (sum - 2) * 1.732_050_8
  }

  /// A number that wanders slowly around 0, with a new direction every `pace` days.
  func wave(_ subject: UInt64, day: Int, pace: Int) -> Double {
    let (knot, offset) = day.quotientAndRemainder(dividingBy: pace)
    let here = bell(subject, knot)
    let next = bell(subject, knot + 1)
    return here + (next - here) * Double(offset) / Double(pace)
  }

  /// A subject for a name: FNV-1a.
  static func subject(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// The finaliser of splitmix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
