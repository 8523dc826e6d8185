import UsageModel

/// The usage object: records by key, with scalar values among them.
struct PuterUsage: Decodable {
  /// One record.
  struct Record: Decodable {
    let cost: FixedDecimal
    let count: FixedDecimal?
    let units: FixedDecimal?
  }

  private(set) var total: FixedDecimal?
  private(set) var allowanceUsed: FixedDecimal?
  /// `credits` where the object is the whole reply and the platform scaled its money.
  private(set) var unit: String?
  /// The records in the order of their keys.
  private(set) var records: [(key: String, record: Record)] = []

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      switch key.stringValue {
      case "total": total = try container.decodeIfPresent(FixedDecimal.self, forKey: key)
      case "allowanceUsed":
        allowanceUsed = try container.decodeIfPresent(FixedDecimal.self, forKey: key)
      case "unit" where (try? container.decode(String.self, forKey: key)) != nil:
        unit = try container.decode(String.self, forKey: key)
      default:
        // Other scalar values are counters of the platform's own book-keeping.
        let value = try container.decode(Shape.self, forKey: key)
        if case .record(let record) = value { records.append((key.stringValue, record)) }
      }
    }
  }

  /// A record or a scalar value.
  private enum Shape: Decodable {
    case record(Record)
    case scalar

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() || (try? container.decode(Bool.self)) != nil
        || (try? container.decode(Double.self)) != nil
        || (try? container.decode(String.self)) != nil
      {
        self = .scalar
      } else {
        self = .record(try Record(from: decoder))
      }
    }
  }
}
