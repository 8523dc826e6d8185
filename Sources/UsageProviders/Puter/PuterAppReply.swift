import UsageModel

/// The answer of `/metering/usage/{app}`: a usage object without anything around it.
struct PuterAppReply: Decodable {
  let usage: PuterUsage

  private enum CodingKeys: String, CodingKey {
    case total
  }

  init(from decoder: any Decoder) throws {
    // The total is always there, also when nothing was used: without it, this is something else.
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.contains(.total) else {
      throw DecodingError.keyNotFound(
        CodingKeys.total,
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no total")
      )
    }
    usage = try PuterUsage(from: decoder)
  }
}
