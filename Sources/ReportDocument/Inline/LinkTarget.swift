/// Where a link leads; only what is safe to follow can be made.
public struct LinkTarget: Hashable, Sendable {
  /// The address.
  public let address: String

  /// Whether the target is a file beside the report.
  public let isRelative: Bool

  private init(address: String, isRelative: Bool) {
    self.address = address
    self.isRelative = isRelative
  }

  /// Accepts an `https:` or `mailto:` address; nil for anything else.
  public init?(_ address: String) {
    let lowered = address.lowercased()
    let scheme = ["https://", "mailto:"].first { lowered.hasPrefix($0) }
    guard let scheme, address.utf8.count > scheme.utf8.count, address.utf8.count <= 2000,
      address.unicodeScalars.allSatisfy(Self.isAllowed)
    else { return nil }
    self.init(address: address, isRelative: false)
  }

  /// Accepts the path of a file beside the report, for pages that the host itself writes.
  ///
  /// The path does not begin at the root, does not climb and holds no control characters; nil otherwise. Its
  /// names may hold anything else, which the address has percent-encoded, so that it has no scheme.
  public static func file(_ path: String) -> LinkTarget? {
    guard !path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return nil
    }
    // Bytes, since a mark behind a slash would make another character of it.
    let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard
      !names.contains(where: {
        $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
      })
    else { return nil }
    return LinkTarget(address: names.map(percentEncoded).joined(separator: "/"), isRelative: true)
  }

  /// A name with all bytes but the unreserved ones of RFC 3986 as `%` and two digits.
  private static func percentEncoded(_ name: some Sequence<UInt8>) -> String {
    var result = ""
    for byte in name {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  /// Whether a character can stand in an address: visible ASCII that no format gives a meaning.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    ("!"..."~").contains(scalar) && !"\"'<>\\`{}|^()[]".unicodeScalars.contains(scalar)
  }
}
