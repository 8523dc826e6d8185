import UsageModel

/// What a platform that bills by the day charges for each day.
struct DailyCosts {
  /// One line of a day.
  struct Item {
    /// The project, workspace or repository.
    let owner: String
    /// The model or product.
    let model: String
    /// What of it is counted.
    let meter: String
    /// In dollars, with fractions of a cent.
    let cost: FixedDecimal
    /// How many.
    let quantity: Int
  }

  private let provider: String
  private let world: World

  /// The first day with any use.
  static let start = Day(daysSince1970: 20_600)  // 2026-05-27

  init(_ provider: String, in world: World) {
    self.provider = provider
    self.world = world
  }

  /// What the platform says of a day at a moment; a running day has as much as has elapsed of it.
  ///
  /// Every fifth day nothing is used. For two days after it has ended a day costs more than it turns out to.
  func items(on day: Day, at now: Timestamp) -> [Item] {
    let begun = now.seconds - Int64(day.daysSince1970) * 86_400
    guard day >= Self.start, begun > 0, day.daysSince1970 % 5 != 0 else { return [] }
    let elapsed = Int128(min(begun, 86_400))
    var items: [Item] = []
    for (place, owner) in ["alpha", "beta"].enumerated() {
      for model in ["model-a", "model-b"] {
        let chance = world.token("\(provider) \(owner) \(model)", at: Int64(day.daysSince1970))
        let number = Int128(chance.prefix(6), radix: 16) ?? 0
        // Ten-billionths of a dollar, as platforms write them.
        var units = number * 1_234 * 100 * Int128(place + 1)
        if begun < 3 * 86_400, model == "model-b" { units += units / 20 }
        let cost = FixedDecimal(units: units * elapsed / 86_400 / 100 * 100)
        items.append(
          Item(
            owner: owner,
            model: model,
            meter: "input",
            cost: cost,
            quantity: Int(number * elapsed / 86_400)
          )
        )
      }
    }
    return items
  }
}

extension JSON {
  /// What a page of a list has, with the cursor of the next one.
  static func page<Entry>(
    of entries: [Entry],
    size: Int,
    cursor: String?,
    _ write: (Entry) -> JSON
  ) -> JSON? {
    var first = 0
    if let cursor {
      guard cursor.hasPrefix("page_"), let start = Int(cursor.dropFirst(5)) else { return nil }
      first = start
    }
    let shown = entries.dropFirst(first).prefix(size)
    let hasMore = first + shown.count < entries.count
    return [
      "object": "page", "data": .array(shown.map(write)), "has_more": .bool(hasMore),
      "next_page": hasMore ? .text("page_\(first + shown.count)") : .null,
    ]
  }
}
