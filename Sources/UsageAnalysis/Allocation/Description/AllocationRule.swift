public import UsageModel

/// One rule of an allocation: which usage it takes, and how it divides that among targets.
///
/// A rule holds the closures of a script, so it stays where it was made; a result holds none of them.
public struct AllocationRule {
  /// Where a rule is written.
  public struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The file, as messages show it.
    public var file: String
    /// The line, from 1.
    public var line: Int

    /// Creates a place.
    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }

    /// The place as `FILE:LINE`.
    public var description: String { "\(file):\(line)" }
  }

  /// Who may receive a share, apart from what the method itself says.
  public enum Receivers: Hashable, Sendable {
    /// Every app.
    case anyone
    /// Only these.
    case only([String])
    /// All but these.
    case allExcept([String])

    /// Whether a name may receive.
    public func allow(_ name: String) -> Bool {
      switch self {
      case .anyone: true
      case .only(let names): names.contains(name)
      case .allExcept(let names): !names.contains(name)
      }
    }
  }

  /// A script's own test, which is asked once for each cell that no earlier rule takes.
  public typealias Test = (AllocationCell) throws -> Bool

  /// What the user calls the rule.
  public var name: String
  /// Where it is written.
  public var place: Place
  /// The conditions that must all hold; in a later step, those on `.target` say whose share it divides again.
  public var match: [UsageFilter.Condition]
  /// A test that must hold too.
  ///
  /// In step 1 it sees a cell of the loaded usage: all that was loaded of one day and line, added up. In a later
  /// step it sees what a target received of one cell of the result.
  public var test: Test?
  /// The first day that the rule is for.
  public var since: Day?
  /// The first day that it is not for any more.
  public var before: Day?
  /// The step that it belongs to, from 1.
  public var step: Int
  /// Who may receive.
  public var receivers: Receivers
  /// How it divides.
  public var method: AllocationMethod

  /// Creates a rule.
  public init(
    _ name: String,
    at place: Place,
    match: [UsageFilter.Condition] = [],
    test: Test? = nil,
    since: Day? = nil,
    before: Day? = nil,
    step: Int = 1,
    receivers: Receivers = .anyone,
    method: AllocationMethod
  ) {
    self.name = name
    self.place = place
    self.match = match
    self.test = test
    self.since = since
    self.before = before
    self.step = step
    self.receivers = receivers
    self.method = method
  }
}
