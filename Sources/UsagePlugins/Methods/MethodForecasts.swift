import LuaHost
import ReportScripting
public import UsageAnalysis

/// Makes many forecasts by one method of the user's, as a back-test does.
public struct MethodForecasts: Sendable {
  private let name: String
  private let methods: PluginMethods

  /// Prepares forecasts by a method; nil where the folder has none of the name.
  public init?(named name: String, in folder: PluginFolder) {
    methods = PluginMethods(in: folder)
    guard methods.names.contains(name) else { return nil }
    self.name = name
  }

  /// Forecasts one input after the other, on a thread of its own.
  ///
  /// Each forecast has the limits of a report's script.
  ///
  /// - Parameters:
  ///   - inputs: What is known.
  ///   - transform: Makes of each forecast what is kept of it.
  /// - Returns: What was kept, in the order of the inputs.
  /// - Throws: What is wrong with the method, in words for its author.
  public func map<Kept: Sendable>(
    _ inputs: [ForecastInput],
    _ transform: @escaping @Sendable (_ index: Int, _ forecast: Forecast) -> Kept
  ) async throws -> [Kept] {
    let (name, methods) = (name, methods)
    return try await withLuaThread {
      let state = try LuaState()
      guard let found = try methods.function(named: name, for: .forecast, in: state) else {
        return []
      }
      // The forecaster calls it before it returns, and on this thread only.
      nonisolated(unsafe) let function = found
      let choice = ForecastChoice.method(named: name) { past, days in
        try forecastPath(named: name, after: past, days: days, by: function)
      }
      let forecaster = Forecaster(choice)
      return try inputs.enumerated().map { index, input in
        state.renewLimits()
        return transform(index, try forecaster.forecast(input))
      }
    }
  }
}
