/// How a forecast's method would have done on the series' own past.
public struct BackTestSummary: Hashable, Sendable {
  /// How one method would have done.
  public struct Method: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// How much it counts in the mixture; 1 where it is alone.
    public let share: Double
    /// The mean size of its error, as part of the mean amount; nil where nothing was used.
    public let error: Double?
  }

  /// How often a range would have held.
  public struct Coverage: Hashable, Sendable {
    /// How often it should hold.
    public let level: Double
    /// How often it would have held.
    public let held: Double
  }

  /// At how many past days the methods were tried.
  public let trials: Int
  /// How many days ahead each trial looked.
  public let days: Int
  /// The methods, in the order in which they are named.
  public let methods: [Method]
  /// The mean size of the mixture's error, as part of the mean amount; nil where nothing was used.
  public let error: Double?
  /// How often the ranges would have held.
  public let coverage: [Coverage]
}
