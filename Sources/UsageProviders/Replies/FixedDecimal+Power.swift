package import UsageModel

extension FixedDecimal {
  /// Reads a number times ten to a power, so that it is rounded once: `6800`, -8 is 0.000068.
  package init?(_ digits: String, timesTenTo power: Int) {
    guard power != 0 else {
      self.init(digits)
      return
    }
    guard let mark = digits.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
      self.init("\(digits)e\(power)")
      return
    }
    guard let stated = Int(digits[digits.index(after: mark)...]) else { return nil }
    let (exponent, overflow) = stated.addingReportingOverflow(power)
    guard !overflow else { return nil }
    self.init("\(digits[..<mark])e\(exponent)")
  }
}
