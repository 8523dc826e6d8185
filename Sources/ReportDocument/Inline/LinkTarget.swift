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
  /// The path has no scheme, does not begin at the root and does not climb; nil otherwise.
  public static func file(_ path: String) -> LinkTarget? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == ".." || $0 == "." }),
      !path.contains(":"), !path.contains("?"), !path.contains("#"), !path.contains("%"),
      path.unicodeScalars.allSatisfy(isAllowed)
    else { return nil }
    return LinkTarget(address: path, isRelative: true)
  }

  /// Whether a character can stand in an address: visible ASCII that no format gives a meaning.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    ("!"..."~").contains(scalar) && !"\"'<>\\`{}|^()[]".unicodeScalars.contains(scalar)
  }
}
