public import UsageModel

/// How a row of a result came about, in the words of FOCUS 1.3.
public struct AllocatedMethod: Hashable, Sendable {
  /// AllocatedMethodId: the rule's name.
  public let id: String
  /// AllocatedResourceId: the target.
  public let resource: String
  /// AllocatedRatio: the target's part of its cell; the ratios of a cell sum to 1.
  public let ratio: FixedDecimal
  /// UsageUnit: what the driver counts; nil where no usage decided.
  public let unit: String?
  /// UsageQuantity: the driver's value; nil where no usage decided.
  public let quantity: FixedDecimal?

  /// AllocatedMethodDetails: JSON with one element.
  public var details: String {
    var fields = ["\"AllocatedRatio\":\(ratio)"]
    if let quantity {
      if let unit { fields.append("\"UsageUnit\":\(Self.quoted(unit))") }
      fields.append("\"UsageQuantity\":\(quantity)")
    }
    return "{\"Elements\":[{\(fields.joined(separator: ","))}]}"
  }

  /// A text as JSON writes it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
