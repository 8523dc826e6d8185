// Dimensions are told to other processes of the program by their names.

extension UsageDimension: Codable {
  /// Reads a dimension that was written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let dimension = Self(written: name) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(name) is no dimension"
      )
    }
    self = dimension
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// Reads a dimension that ``name`` wrote, also one that queries cannot ask for.
  init?(written name: String) {
    if name == Self.target.name { self = .target } else { self.init(name: name) }
  }
}
