/// A function of the user's as a method.
struct CustomMethod: ForecastMethod {
  let name: String
  let mostTrials: Int
  let function: @Sendable (_ past: ForecastPast, _ days: Int) throws -> [Double]

  /// More than any amount can be; sums of such days would be no numbers.
  private static let most = 1e24

  func path(after history: ForecastHistory, days: Int) throws -> [Double] {
    let past = ForecastPast(
      values: history.values,
      weights: history.weights,
      elapsed: history.elapsed
    )
    let path = try function(past, days)
    guard path.count == days else { throw ForecastError.count(method: name, path.count, of: days) }
    if let day = path.firstIndex(where: { !($0.magnitude <= Self.most) }) {
      throw ForecastError.notFinite(method: name, day: day)
    }
    return path
  }
}

/// What a function of the user's is told of the days so far.
public struct ForecastPast: Sendable {
  /// The amounts, oldest first; days that nobody knows are filled in.
  public let values: [Double]
  /// How much each day counts, from 0 (unknown) to 1 (measured).
  public let weights: [Double]
  /// How many of the last days belong to the period whose end is asked for.
  public let elapsed: Int
}
