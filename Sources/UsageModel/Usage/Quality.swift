/// How a record came to its value, strongest first.
public enum Quality: String, Hashable, Sendable, CaseIterable {
  /// Two readings on the same day.
  case measured
  /// A file said so.
  case imported
  /// A difference that was spread over several days.
  case interpolated
  /// The counter went back.
  case correction
}

// MARK: - Comparable
extension Quality: Comparable {
  /// Whether the left quality is the stronger one; the maximum of several is the weakest.
  public static func < (left: Quality, right: Quality) -> Bool {
    left.place < right.place
  }
}

extension Quality {
  /// The place among all cases, which is the order from strong to weak.
  public var place: UInt8 {
    switch self {
    case .measured: 0
    case .imported: 1
    case .interpolated: 2
    case .correction: 3
    }
  }
}
