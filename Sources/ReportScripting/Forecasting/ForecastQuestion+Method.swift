public import LuaHost
public import UsageAnalysis

extension ForecastQuestion {
  /// The method that a script asks for: a built-in one, one of the user's, or a function.
  static func choice(
    _ method: LuaValue,
    in context: ScriptContext
  ) throws -> ForecastChoice {
    // The forecaster calls functions before it returns, and on this thread only.
    nonisolated(unsafe) let context = context
    switch method {
    case .function(let script):
      nonisolated(unsafe) let function = script  // called as above
      return .custom { values, days in
        try context.work(values.count)
        let list = LuaTable(array: values.map { .number($0) })
        let results = try function.call([.table(list), .integer(Int64(days))])
        return try forecastPath(of: results, from: "option \"method\": the function")
      }
    case .string(let text):
      let name = text.text
      if let known = ForecastChoice(named: name) { return known }
      guard context.input.methods?.names.contains(name) ?? false else {
        let error = context.unknownMethod(name, for: .forecast, among: ForecastMethods.names)
        throw HostError("option \"method\": \(error)")
      }
      // Called as above.
      nonisolated(unsafe) let function = try context.method(name, for: .forecast)
      return .method(named: name) { past, days in
        try context.work(past.values.count * 2)
        return try forecastPath(named: name, after: past, days: days, by: function)
      }
    default: return .auto
    }
  }
}

/// Asks a forecast method of the user's for the days that follow some others.
///
/// - Parameters:
///   - name: The method's name, for messages.
///   - past: The days so far.
///   - days: How many days are wanted.
///   - function: The method's function.
/// - Returns: What it gave: as many numbers as it likes.
/// - Throws: What the function raised, and a ``HostError`` where it gave something else than numbers.
public func forecastPath(
  named name: String,
  after past: ForecastPast,
  days: Int,
  by function: LuaFunction
) throws -> [Double] {
  func list(_ numbers: [Double]) -> LuaValue {
    .table(LuaTable(array: numbers.map { .number($0) }))
  }
  let context = LuaTable(fields: [
    "weights": list(past.weights), "elapsed": .integer(Int64(past.elapsed)),
  ])
  let results = try function.call([list(past.values), .integer(Int64(days)), .table(context)])
  return try forecastPath(of: results, from: "the forecast method \"\(name)\"")
}

/// The amounts that a function returned; `owner` begins the messages.
private func forecastPath(of results: [LuaValue], from owner: String) throws -> [Double] {
  let result = results.first ?? .nil
  guard case .table(let table) = result else {
    throw HostError(
      "\(owner) returned \(describe(result)); expected a list with an amount for each day"
    )
  }
  return try table.array.enumerated().map { index, value in
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default:
      throw HostError(
        "\(owner) returned \(describe(value)) for day \(index + 1); expected a number"
      )
    }
  }
}
