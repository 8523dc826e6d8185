import Foundation

extension FixedDecimal: Decodable {
  /// Decodes a JSON number, or a text that holds one, without passing through a binary fraction.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text =
      (try? container.decode(Decimal.self)).map(\.description)
      ?? (try? container.decode(String.self))
    guard let value = text.flatMap({ Self($0) }) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a number within ±10²⁶"
      )
    }
    self = value
  }
}
