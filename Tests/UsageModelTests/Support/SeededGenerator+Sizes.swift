import TestSupport

extension SeededGenerator {
  /// A number of any size: each count of bits is as likely as any other.
  mutating func anySize() -> Int128 {
    let bits = Int.random(in: 0...126, using: &self)
    let magnitude = Int128.random(in: 0...(Int128(1) << bits), using: &self)
    return Bool.random(using: &self) ? magnitude : -magnitude
  }
}
