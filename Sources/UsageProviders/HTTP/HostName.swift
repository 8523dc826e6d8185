/// Tells names and numbers of hosts from what only looks like them.
enum HostName {
  /// Whether a host, as an address is sent with it, can be one: a name of letters, digits, hyphens and
  /// underscores with dots between, an IPv4 address, or an IPv6 address in brackets.
  static func isValid(_ host: String) -> Bool {
    if host.hasPrefix("[") { return host.hasSuffix("]") && isIPv6(host.dropFirst().dropLast()) }
    // `URLComponents` of some versions leaves the brackets out.
    if host.contains(":") { return isIPv6(host[...]) }
    let name = host.hasSuffix(".") ? host.dropLast() : host[...]
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, let last = labels.last, labels.allSatisfy(isLabel) else {
      return false
    }
    // No top-level domain is a number.
    guard last.utf8.allSatisfy(isDigit) else { return true }
    return labels.count == 4
      && labels.allSatisfy { $0.utf8.allSatisfy(isDigit) && UInt8($0) != nil }
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.utf8.allSatisfy { byte in
        isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }

  private static func isIPv6(_ text: Substring) -> Bool {
    text.contains(":")
      && text.utf8.allSatisfy { byte in
        isDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
