public import UsageModel

/// Something that a rule took and could not divide as it says, so that it is unallocated.
public struct AllocationWarning: Hashable, Sendable, CustomStringConvertible {
  /// Why it could not be divided.
  public enum Reason: Hashable, Sendable {
    /// The driver is zero or missing, and there is no second method.
    case noDriver(String)
    /// Fixed amounts left a rest, and there is no second method.
    case noSecondMethod
    /// The script's own method returned no weight above zero.
    case noWeights
    /// The second method gives to the record's own app, and there is none that may receive.
    case noApp
    /// Nobody is there who may receive.
    case noReceiver
  }

  /// The rule's name.
  public let rule: String
  /// Where it is written.
  public let place: AllocationRule.Place
  /// Why.
  public let reason: Reason
  /// How many cells it concerns.
  public let cells: Int
  /// The days from the first to the last of them.
  public let days: ClosedRange<Day>
  /// What is unallocated for it, by currency.
  public let amounts: [Money]

  /// The sentence that the user reads.
  public var description: String {
    let first = days.lowerBound
    let span =
      first == days.upperBound ? "on \(first)" : "from \(first) to \(days.upperBound)"
    let known = amounts.filter { !$0.amount.isZero }.map(\.description)
    let what = known.isEmpty ? "usage without a cost" : known.joined(separator: " and ")
    let count = cells == 1 ? "1 cell" : "\(cells) cells"
    return "\(place): rule \"\(rule)\": \(problem), so that \(what) \(span) is "
      + "\(ReservedName.unallocated) (\(count)); \(help)"
  }

  private var problem: String {
    switch reason {
    case .noDriver(let name): "the driver \(name) is zero or missing"
    case .noSecondMethod: "its fixed amounts leave a rest that no second method divides"
    case .noWeights: "its function returned no weight above zero"
    case .noApp: "its second method gives to the record's own app, which is none that may receive"
    case .noReceiver: "nobody is there who may receive"
    }
  }

  private var help: String {
    switch reason {
    case .noDriver: "say with otherwise = \"even\", or with another method, who bears it then"
    case .noSecondMethod: "name a second method in the same rule"
    case .noWeights: "return a weight above zero for one of the targets"
    case .noApp: "put the rule that gives to apps before this one, or name another second method"
    case .noReceiver: "name the targets"
    }
  }
}
