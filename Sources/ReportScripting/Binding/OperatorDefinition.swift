import LuaHost

/// An operator of a host object.
struct OperatorDefinition {
  let symbol: LuaOperator
  let function: HostFunction
  /// How it is written: `money + money`.
  let form: String
  /// What it gives, as a type in stubs.
  let result: String
  /// What it means.
  let summary: String
  /// What stubs say, where LuaLS has words for the operator: `add(tally.money|number): tally.money`.
  let annotations: [String]

  init(
    _ symbol: LuaOperator,
    _ form: String,
    _ result: String,
    _ summary: String,
    annotations: [String] = [],
    _ function: HostFunction
  ) {
    self.symbol = symbol
    self.form = form
    self.result = result
    self.summary = summary
    self.annotations = annotations
    self.function = function
  }

  /// An operator that means for objects of a type what it means everywhere; `element` is what the type has.
  init(
    _ symbol: LuaOperator,
    of type: String,
    element: String? = nil,
    _ function: HostFunction
  ) {
    let usual = Self.usual(symbol, of: type)
    self.init(
      symbol,
      usual.form,
      symbol == .index ? element ?? usual.result : usual.result,
      usual.summary,
      annotations: symbol == .length ? ["len: integer"] : [],
      function
    )
  }

  private static func usual(
    _ symbol: LuaOperator,
    of type: String
  ) -> (form: String, result: String, summary: String) {
    switch symbol {
    case .length: ("#\(type)", "integer", "how many it has")
    case .index: ("\(type)[i]", "any", "the one at a place, from 1")
    case .equal: ("\(type) == \(type)", "boolean", "whether both are the same")
    case .lessThan: ("\(type) < \(type)", "boolean", "whether the first comes before the second")
    case .lessOrEqual:
      ("\(type) <= \(type)", "boolean", "whether the second does not come before the first")
    case .toString: ("tostring(\(type))", "string", "a text for people")
    case .pairs: ("pairs(\(type))", "any", "goes through what it has")
    case .negate: ("-\(type)", "tally.\(type)", "the opposite")
    case .call: ("\(type)(…)", "any", "calls it")
    case .add: ("\(type) + \(type)", "tally.\(type)", "the sum")
    case .subtract: ("\(type) - \(type)", "tally.\(type)", "the difference")
    case .multiply: ("\(type) * number", "tally.\(type)", "the product")
    case .divide: ("\(type) / number", "tally.\(type)", "the quotient")
    case .concatenate: ("\(type) .. text", "string", "both as one text")
    }
  }

  /// What a script that uses the operator has in it.
  var token: String {
    switch symbol {
    case .length: "#"
    case .index: "["
    case .equal: "=="
    case .lessThan: "<"
    case .lessOrEqual: "<="
    case .toString: "tostring("
    case .pairs: "pairs("
    case .negate, .subtract: "-"
    case .call: "("
    case .add: "+"
    case .multiply: "*"
    case .divide: "/"
    case .concatenate: ".."
    }
  }
}
