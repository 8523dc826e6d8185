// Amounts, days and periods are written as texts, which lose nothing and which people can read.

extension FixedDecimal: Codable {
  /// Reads plain decimals.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text(as: "a number", FixedDecimal.init(_:))
  }

  /// Writes plain decimals.
  public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Money: Codable {
  /// Reads `12.5 USD`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text(as: "an amount of money", Money.init(_:))
  }

  /// Writes `12.5 USD`.
  public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Day: Codable {
  /// Reads `YYYY-MM-DD`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text(as: "a day", Day.init(_:))
  }

  /// Writes `YYYY-MM-DD`.
  public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Period: Codable {
  /// Reads what a period's description writes.
  public init(from decoder: any Decoder) throws {
    self = try decoder.text(as: "a period", Period.init(_:))
  }

  /// Writes the period's description.
  public func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Charge: Codable {}

extension Decoder {
  fileprivate func text<Value>(as what: String, _ make: (String) -> Value?) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = make(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(text) is not \(what)"
      )
    }
    return value
  }
}

extension Encoder {
  fileprivate func write(_ text: String) throws {
    var container = singleValueContainer()
    try container.encode(text)
  }
}
