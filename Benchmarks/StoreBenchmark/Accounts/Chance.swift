/// Chance that is the same in every run: it depends on what is asked about and on nothing else.
struct Chance {
  private let seed: UInt64

  /// Chance about a subject: FNV-1a of its name.
  init(_ name: String) {
    seed = name.utf8.reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
  }

  /// Sixty-four random bits at a place of the subject's sequence: splitmix64.
  func bits(_ place: Int) -> UInt64 {
    var value = seed &+ UInt64(bitPattern: Int64(place)) &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number from 0 up to 1.
  func fraction(_ place: Int) -> Double { Double(bits(place) >> 11) / 0x1p53 }
}
