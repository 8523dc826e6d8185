/// The forms that a credential takes inside of base64, whatever stands before and after it.
enum Base64Text {
  /// Shorter texts would be found in what has nothing to do with them.
  private static let shortest = 8

  private static let standard = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )
  private static let forAddresses = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  /// The letters that depend on the credential alone, for each place in a group of three bytes and in both
  /// alphabets.
  static func forms(of bytes: [UInt8]) -> [[UInt8]] {
    guard bytes.count >= shortest else { return [] }
    var forms: [[UInt8]] = []
    for alphabet in [standard, forAddresses] {
      for offset in 0..<3 {
        let form = letters(of: bytes, offset: offset, alphabet)
        if !forms.contains(form) { forms.append(form) }
      }
    }
    return forms
  }

  /// The letters of which all six bits are the credential's, which begins `offset` bytes into a group.
  private static func letters(of bytes: [UInt8], offset: Int, _ alphabet: [UInt8]) -> [UInt8] {
    let first = (offset * 8 + 5) / 6
    let end = (offset + bytes.count) * 8 / 6
    return (first..<end).map { letter in
      var index = 0
      for bit in letter * 6..<letter * 6 + 6 {
        let place = bit - offset * 8
        index = index << 1 | Int(bytes[place / 8] >> (7 - place % 8) & 1)
      }
      return alphabet[index]
    }
  }
}
