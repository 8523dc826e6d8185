/// Which usage a query is about: conditions on dimensions that must all hold.
public struct UsageFilter: Hashable, Sendable {
  /// A text, in which `*` stands for any characters.
  public struct Pattern: Hashable, Sendable {
    /// The pattern as it was written.
    public let text: String

    /// Creates a pattern.
    public init(_ text: String) {
      self.text = text
    }

    /// Whether a value fits the pattern.
    public func matches(_ value: String) -> Bool {
      guard text.contains("*") else { return text == value }
      // Each fixed piece is taken at its first fit: with `*` as the only wildcard that never loses one.
      let pieces = text.split(separator: "*", omittingEmptySubsequences: false)
      guard let first = pieces.first, let last = pieces.last, value.hasPrefix(first) else {
        return false
      }
      var rest = value.dropFirst(first.count)
      for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
        guard let found = rest.firstRange(of: piece) else { return false }
        rest = rest[found.upperBound...]
      }
      return rest.count >= last.count && rest.hasSuffix(last)
    }
  }

  /// One condition: the dimension's value fits one of the patterns.
  public struct Condition: Hashable, Sendable {
    /// The dimension.
    public let dimension: UsageDimension
    /// What it may be.
    public let patterns: [Pattern]

    /// Creates a condition.
    public init(_ dimension: UsageDimension, anyOf patterns: [Pattern]) {
      self.dimension = dimension
      self.patterns = patterns
    }

    /// Whether a value fulfils the condition.
    public func holds(for value: String) -> Bool {
      patterns.contains { $0.matches(value) }
    }
  }

  /// The conditions; none lets everything through.
  public var conditions: [Condition]

  /// Creates a filter.
  public init(_ conditions: [Condition] = []) {
    self.conditions = conditions
  }

  /// The dimensions that the filter looks at.
  public var dimensions: Set<UsageDimension> { Set(conditions.map(\.dimension)) }

  /// Whether a record passes.
  public func accepts(_ record: UsageRecord) -> Bool {
    conditions.allSatisfy { $0.holds(for: record[$0.dimension]) }
  }
}

extension UsageRecord {
  /// The record's value of a dimension, as text.
  public subscript(dimension: UsageDimension) -> String {
    switch dimension {
    case .day, .week, .month: day[dimension] ?? ReservedName.notBrokenDown
    case .source: source
    case .provider: provider
    case .account: account ?? ReservedName.notBrokenDown
    case .app: app
    case .appID: appID
    case .service: service
    case .category: category
    case .meter: meter
    case .unit: unit ?? ReservedName.notBrokenDown
    case .charge: charge.rawValue
    case .quality: quality.rawValue
    case .tag(let name): tags[name] ?? ReservedName.notBrokenDown
    case .target: ReservedName.notBrokenDown
    }
  }
}
