/// A way to carry a history on.
///
/// A new method is one file with a type like this, and one line in ``ForecastMethods``.
protocol ForecastMethod: Sendable {
  /// What scripts and reports call it.
  var name: String { get }

  /// At how many past days it may be asked to show how it would have done.
  var mostTrials: Int { get }

  /// The amounts of the days that follow a history of at least two weeks, one for each.
  func path(after history: ForecastHistory, days: Int) throws -> [Double]

  /// The same from several moments of the past, each knowing only the days before it.
  ///
  /// An origin is how many days are known at that moment: two weeks at least, and rising from one to the next.
  func paths(
    in history: ForecastHistory,
    at origins: [Int],
    days: Int
  ) throws -> [[Double]]
}

extension ForecastMethod {
  /// Sixty-four, which tells the errors well and stays quick.
  var mostTrials: Int { 64 }

  /// Asks for each moment on its own.
  func paths(
    in history: ForecastHistory,
    at origins: [Int],
    days: Int
  ) throws -> [[Double]] {
    try origins.map { try path(after: history.prefix($0), days: days) }
  }
}
