/// The SHA-256 digest of FIPS 180-4.
///
/// It orders replies and recognises repeated ones; nothing here keeps a secret, and the packages that
/// offer it bring a whole cryptographic library with them.
package enum SHA256 {
  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// The digest of a message, 32 bytes.
  package static func digest(of message: [UInt8]) -> [UInt8] {
    var stream = Stream()
    message.withUnsafeBytes { stream.add($0) }
    return stream.digest()
  }

  /// A message that comes in pieces.
  package struct Stream: Sendable {
    /// The first 32 bits of the fractional parts of the square roots of the first 8 primes (section 5.3.3).
    private var state: SIMD8<UInt32> = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
      0x5be0_cd19,
    ]
    private var length: UInt64 = 0
    /// What does not fill a block yet.
    private var rest: [UInt8] = []

    /// Begins an empty message.
    package init() {}

    /// Adds the next piece.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
      length += UInt64(bytes.count)
      var place = 0
      if !rest.isEmpty {
        place = min(64 - rest.count, bytes.count)
        rest.append(contentsOf: bytes[..<place])
        guard rest.count == 64 else { return }
        rest.withUnsafeBytes { SHA256.compress($0, into: &state) }
        rest.removeAll(keepingCapacity: true)
      }
      let whole = (bytes.count - place) / 64 * 64
      if whole > 0 {
        let blocks = UnsafeRawBufferPointer(rebasing: bytes[place..<place + whole])
        SHA256.compress(blocks, into: &state)
      }
      rest.append(contentsOf: bytes[(place + whole)...])
    }

    /// The digest of all pieces, 32 bytes.
    package consuming func digest() -> [UInt8] {
      let bits = length * 8
      var end: [UInt8] = [0x80]
      end.append(contentsOf: repeatElement(0, count: (119 - rest.count % 64) % 64))
      end.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) })
      end.withUnsafeBytes { add($0) }
      return state.indices.flatMap { index in
        (0..<4).map { UInt8(truncatingIfNeeded: state[index] >> (24 - 8 * $0)) }
      }
    }
  }

  /// Section 6.2.2 for some blocks of 64 bytes.
  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    var hash = state
    constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        for block in stride(from: 0, to: blocks.count, by: 64) {
          for word in 0..<16 {
            let bytes = blocks.loadUnaligned(fromByteOffset: block + word * 4, as: UInt32.self)
            schedule[word] = UInt32(bigEndian: bytes)
          }
          for word in 16..<64 {
            let early = schedule[word - 15]
            let late = schedule[word - 2]
            let mixed = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
            let stirred = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
            schedule[word] = schedule[word - 16] &+ mixed &+ schedule[word - 7] &+ stirred
          }
          var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
          var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
          for step in 0..<64 {
            let choice = g ^ (e & (f ^ g))
            let majority = (a & b) | (c & (a | b))
            let first =
              h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ constants[step]
              &+ schedule[step]
            let second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
          }
          hash &+= SIMD8(a, b, c, d, e, f, g, h)
        }
      }
    }
    state = hash
  }

  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word >> bits | word << (32 - bits)
  }
}
