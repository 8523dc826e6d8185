/// Names that the product gives to what has none; no app may be called so.
public enum ReservedName {
  /// What a breakdown leaves out of its source's total.
  public static let other: String = "(other)"

  /// The platform does not tell this dimension.
  public static let notBrokenDown: String = "(not broken down)"

  /// The platform says that no app was involved.
  public static let noApp: String = "(no app)"

  /// No allocation rule took it.
  public static let unallocated: String = "(unallocated)"

  /// Whether a name is one of these, or looks like a row of folded ones.
  public static func isReserved(_ name: String) -> Bool {
    [other, notBrokenDown, noApp, unallocated].contains(name)
      // Few names begin so, and matching takes long.
      || name.hasPrefix("Other (") && name.wholeMatch(of: #/Other \(\d+\)/#) != nil
  }
}
