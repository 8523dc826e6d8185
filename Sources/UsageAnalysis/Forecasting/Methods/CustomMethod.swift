/// A function of the user's as a method.
struct CustomMethod: ForecastMethod {
  let name: String
  let function: @Sendable (_ values: [Double], _ days: Int) throws -> [Double]

  /// Such functions may be slow, so they are tried on few days.
  var mostTrials: Int { 24 }

  func path(after history: ForecastHistory, days: Int) throws -> [Double] {
    let path = try function(history.values, days)
    guard path.count == days else { throw ForecastError.count(method: name, path.count, of: days) }
    if let day = path.firstIndex(where: { !$0.isFinite }) {
      throw ForecastError.notFinite(method: name, day: day)
    }
    return path
  }
}
