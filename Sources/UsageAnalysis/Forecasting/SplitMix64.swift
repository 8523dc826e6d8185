/// A generator that gives the same numbers from the same seed on every machine.
///
/// The algorithm is Sebastiano Vigna's SplitMix64, which is in the public domain.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to below a count.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// A number from 0 up to below 1.
  mutating func unit() -> Double {
    Double(next() >> 11) / 9_007_199_254_740_992  // 2 to the power of 53
  }
}
