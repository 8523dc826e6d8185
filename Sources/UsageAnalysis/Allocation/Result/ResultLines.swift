import UsageModel

/// The lines of a result's rows: each different one is made once.
struct ResultLines {
  private let settled: SettledStages
  private let kept: Set<UsageDimension>
  private let sourceTags: [String: [String: String]]
  private let appTags: [String: [String: String]]

  /// The lines so far.
  private(set) var lines: [UsageLine] = []
  /// The places of lines where there are few that could be; ``SlotNumbers/none`` stands for not made yet.
  private var dense: [UInt32] = []
  private var sparse: [Int: UInt32] = [:]
  private let width: Int
  private let targets: Int

  init(
    _ settled: SettledStages,
    kept: Set<UsageDimension>,
    sourceTags: [String: [String: String]],
    appTags: [String: [String: String]]
  ) {
    self.settled = settled
    self.kept = kept
    self.sourceTags = sourceTags
    self.appTags = appTags
    width = settled.labels.count + 1
    targets = settled.names.names.count
    let slots = settled.keys.count * targets * width * width
    if slots <= Self.manySlots { dense = Array(repeating: SlotNumbers.none, count: slots) }
  }

  /// Up to how many lines that could be are told apart in a table.
  private static let manySlots = 1 << 22

  /// The place of a line: `quantity` and `unpriced` are labels, or ``SlotNumbers/none``.
  @inline(__always)
  mutating func place(key: UInt32, target: Int, quantity: UInt32, unpriced: UInt32) -> UInt32 {
    let labels = Int(quantity &+ 1) * width + Int(unpriced &+ 1)
    let slot = (labels * settled.keys.count + Int(key)) * targets + target
    let known = dense.isEmpty ? sparse[slot] ?? SlotNumbers.none : dense[slot]
    return known == SlotNumbers.none
      ? add(slot, key: key, target: target, quantity: quantity, unpriced: unpriced) : known
  }

  @inline(never)
  private mutating func add(
    _ slot: Int,
    key: UInt32,
    target: Int,
    quantity: UInt32,
    unpriced: UInt32
  ) -> UInt32 {
    let place = UInt32(lines.count)
    if dense.isEmpty { sparse[slot] = place } else { dense[slot] = place }
    var line = settled.keys[Int(key)].line
    let name = settled.names.names[target]
    if !kept.contains(.app) { line.app = ReservedName.notBrokenDown }
    if !kept.contains(.appID) { line.appID = ReservedName.notBrokenDown }
    if !kept.contains(.service) { line.service = ReservedName.notBrokenDown }
    if !kept.contains(.category) { line.category = ReservedName.notBrokenDown }
    if !kept.contains(.meter) { line.meter = ReservedName.notBrokenDown }
    line.unit = nil
    line.currency = nil
    if quantity != SlotNumbers.none, case .quantity(let unit) = settled.labels[Int(quantity)] {
      line.unit = unit == ReservedName.notBrokenDown ? nil : unit
    }
    if unpriced != SlotNumbers.none, case .unpriced(let currency) = settled.labels[Int(unpriced)] {
      line.currency = currency
    }
    line.tags = (sourceTags[line.source] ?? [:]).merging(appTags[name] ?? [:]) { $1 }
    line.target = name
    lines.append(line)
    return place
  }
}
