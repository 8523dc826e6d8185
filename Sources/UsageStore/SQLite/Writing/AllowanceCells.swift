import UsageModel

/// Allowances as the cells of a segment.
enum AllowanceCells {
  /// The numbers of the facts.
  private enum Fact: Int {
    case limit, used, remaining, resetsAt
    /// The allowance is there, though nothing of it is known.
    case isNamed
  }

  /// The cells of a reply's allowances; one that comes twice counts as it came first.
  static func cells(
    of allowances: [Allowance],
    id: (Allowance) throws -> Int64
  ) rethrows -> [SegmentEntry.Cell] {
    var cells: [SegmentEntry.Cell] = []
    var seen: Set<Int64> = []
    for allowance in allowances {
      let id = try id(allowance)
      guard seen.insert(id).inserted else { continue }
      func add(_ fact: Fact, _ value: Int128?) {
        guard let value else { return }
        cells.append(
          SegmentEntry.Cell(key: SegmentKey.fact(fact.rawValue, of: id), value: value)
        )
      }
      let count = cells.count
      add(.limit, allowance.limit?.units)
      add(.used, allowance.used?.units)
      add(.remaining, allowance.remaining?.units)
      add(.resetsAt, allowance.resetsAt.map { Int128($0.milliseconds) })
      if cells.count == count { add(.isNamed, 0) }
    }
    return cells
  }

  /// Reads such cells; `allowance` gives an empty allowance for an id.
  static func allowances(
    of cells: [SegmentEntry.Cell],
    allowance: (Int64) throws -> Allowance
  ) throws -> [Allowance] {
    var found: [(id: Int64, allowance: Allowance)] = []
    for cell in cells {
      let (id, number) = SegmentKey.parts(cell.key)
      guard let fact = Fact(rawValue: number) else { throw DamagedBytes() }
      if found.last?.id != id { found.append((id, try allowance(id))) }
      let last = found.count - 1
      switch fact {
      case .limit: found[last].allowance.limit = FixedDecimal(units: cell.value)
      case .used: found[last].allowance.used = FixedDecimal(units: cell.value)
      case .remaining: found[last].allowance.remaining = FixedDecimal(units: cell.value)
      case .resetsAt:
        guard let moment = Int64(exactly: cell.value) else { throw DamagedBytes() }
        found[last].allowance.resetsAt = Timestamp(milliseconds: moment)
      case .isNamed: break
      }
    }
    return found.map(\.allowance)
  }
}
