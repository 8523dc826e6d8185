/// Tells addresses of this machine from all others.
enum Loopback {
  /// Whether a host, as it stands in an address, is this machine; names other than `localhost` are not.
  static func contains(host: String) -> Bool {
    let name = host.lowercased()
    if ["localhost", "[::1]", "::1"].contains(name) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && part.utf8.count <= 3
        ? UInt8(part) : nil
    }
    return parts.count == 4 && numbers.count == 4 && numbers[0] == 127
  }
}
