public import UsageModel

/// A mistake in a rule that is found without looking at usage.
public struct AllocationMistake: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule's name.
  public let rule: String
  /// Where it is written.
  public let place: AllocationRule.Place
  /// What is wrong, and what was expected.
  public let problem: String
  /// What to do.
  public let help: String

  /// The sentence that the user reads.
  public var description: String { "\(place): rule \"\(rule)\": \(problem); \(help)" }
}

/// Why usage could not be divided.
public enum AllocationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rules are not sound.
  case mistakes([AllocationMistake])
  /// What a rule found in the usage cannot be divided.
  case failure(AllocationMistake)
  /// The shares do not add up to what was divided, which no policy can cause.
  case notConserved(
    step: Int,
    what: String,
    day: Day,
    charge: Charge,
    before: String,
    after: String
  )

  /// The sentences that the user reads, one a line.
  public var description: String {
    switch self {
    case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
    case .failure(let mistake): mistake.description
    case .notConserved(let step, let what, let day, let charge, let before, let after):
      "step \(step) of the allocation turned \(before) \(what) of \(charge.rawValue) on \(day) into "
        + "\(after) \(what); nothing was kept, and this is a bug of tally"
    }
  }
}
