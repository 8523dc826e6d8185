import LuaHost
import ReportDocument

/// Makes a list of a report from a script's items.
struct ListBuilding {
  let isOrdered: Bool
  /// Counts what the list takes.
  let memory: HeldMemory
  let context: ScriptContext

  /// A list and its sublists.
  ///
  /// A sublist belongs to the item before it; `owner` begins the messages.
  func list(_ table: LuaTable, as owner: String) throws -> BulletList {
    var items: [BulletList.Item] = []
    for (index, item) in try entries(of: table, as: owner).enumerated() {
      try context.work(16)
      try memory.grow(by: MemorySize.cell)
      let place = "\(owner)entry \(index + 1): "
      switch item {
      case .table(let sublist):
        guard !items.isEmpty else { throw HostError("\(place)a sublist needs an item before it") }
        items[items.count - 1].sublist = try list(sublist, as: place)
      case .string(let text): items.append(.init(try inline(text.text, memory, in: context)))
      case .integer, .number, .object(is MoneyObject), .object(is DayObject),
        .object(is PeriodObject):
        items.append(.init([.text(try displayText(item))]))
      default:
        throw HostError(
          "\(place)expected a text, number, amount, day or list, got \(describe(item))"
        )
      }
    }
    return BulletList(isOrdered: isOrdered, items: items)
  }
}

/// The pieces of one paragraph, with what they take counted.
func inline(_ text: String, _ memory: HeldMemory, in context: ScriptContext) throws -> [Inline] {
  try InlineMarkdown.parseInline(text) { steps, bytes in
    try context.work(steps)
    try memory.grow(by: bytes)
  }
}
