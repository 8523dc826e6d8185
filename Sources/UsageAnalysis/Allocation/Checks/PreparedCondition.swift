import UsageModel

/// A condition, prepared for many questions.
struct PreparedCondition {
  /// The condition.
  let condition: UsageFilter.Condition
  /// All patterns as they are written.
  private let texts: Set<String>
  /// Those that stand for more than one name.
  private let wildcards: [UsageFilter.Pattern]

  init(_ condition: UsageFilter.Condition) {
    self.condition = condition
    texts = Set(condition.patterns.map(\.text))
    wildcards = condition.patterns.filter(\.isWildcard)
  }

  /// The patterns' texts where each is a name; nil where one has a wildcard.
  var names: Set<String>? { wildcards.isEmpty ? texts : nil }

  /// Whether a value fulfils the condition.
  func holds(for value: String) -> Bool {
    // A value may be written like a pattern, which fits it too.
    texts.contains(value) || wildcards.contains { $0.matches(value) }
  }

  /// Whether all that fulfils another condition on the same dimension fulfils this one too, as far as that can be told.
  func covers(_ narrow: UsageFilter.Condition) -> Bool {
    texts.contains("*")
      || narrow.patterns.allSatisfy { pattern in
        texts.contains(pattern.text) || (!pattern.isWildcard && holds(for: pattern.text))
      }
  }
}

extension UsageFilter.Pattern {
  /// Whether it stands for more than one name.
  var isWildcard: Bool { text.contains("*") }
}
