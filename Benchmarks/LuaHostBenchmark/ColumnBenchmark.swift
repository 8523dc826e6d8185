import LuaHost
import Measurement

/// What a loop over records costs: their plain values, and their rows.
enum ColumnBenchmark {
  private static let count = 1_000_000

  static func run() throws {
    let records = ColumnRecords(count: count)
    try measureValues(records)
    try measureRows(records)
    try measureMemory()
  }

  private static func measureValues(_ records: ColumnRecords) throws {
    let source = Array(
      """
      local n, f = 0, 0
      for app, cost, requests in columns() do n, f = n + requests, f + cost end
      return n .. " " .. f
      """.utf8
    )
    let state = try records.state()
    guard let hooked = StockState(hookInterval: 1000), let plain = StockState() else { return }
    guard hooked.add(records), plain.add(records) else { return }
    let result = try state.run(source, name: "values").first
    guard case .string(let text)? = result, text.text == hooked.run(source) else {
      fatalError("the loops add up to different sums")  // the figures would mean nothing
    }
    let scale = 1e9 / Double(count)
    let best = try least({ _ = try state.run(source, name: "values") }, { _ = hooked.run(source) })
    row(
      "a step of a loop over a text and two numbers of 1,000,000 records",
      best.ours * scale,
      "the same from arrays in C, with an equal hook",
      best.theirs * scale,
      "ns",
      limit: "at most 2"
    )
    let bare = try least({ _ = try state.run(source, name: "values") }, { _ = plain.run(source) })
    row(
      "the same step",
      bare.ours * scale,
      "the same from arrays in C, no hook",
      bare.theirs * scale,
      "ns",
      limit: "–"
    )
  }

  private static func measureRows(_ records: ColumnRecords) throws {
    func visit(_ loop: String) -> [UInt8] {
      let body = "local a, c = row.app, row.requests"
      return Array("\(loop.replacing("BODY", with: body)) end".utf8)
    }
    let rows = visit("for row in rows() do BODY")
    let tables = visit("local t = made\nfor i = 1, #t do local row = t[i]; BODY")
    let making = Array(
      """
      made = {}
      for app, model, day, cost, requests, quantity in all() do
        made[#made + 1] = {
          app = app, model = model, day = day, cost = cost, requests = requests, quantity = quantity,
        }
      end
      """.utf8
    )
    let state = try records.state()
    let other = try records.state()
    let made = try least(rounds: 3, { _ = try other.run(making, name: "making") }, {})
    let best = try least(
      { _ = try state.run(rows, name: "rows") },
      { _ = try other.run(tables, name: "tables") }
    )
    let scale = 1e9 / Double(count)
    row(
      "a step of a loop over 1,000,000 rows that reads a text and a number",
      best.ours * scale,
      "the same over a Lua array of tables",
      best.theirs * scale,
      "ns",
      limit: "at most 4"
    )
    row(
      "the same step",
      best.ours * scale,
      "the same, with the making of the tables",
      (best.theirs + made.ours) * scale,
      "ns",
      limit: "–"
    )
  }

  private static func measureMemory() throws {
    let few = try peak(of: 10_000)
    let many = try peak(of: count)
    row(
      "the most memory of Lua's while it visits 1,000,000 rows",
      many / 1024,
      "10,000 rows",
      few / 1024,
      "KiB",
      limit: "about 1"
    )
  }

  /// The most bytes in use at any 50th row.
  private static func peak(of count: Int) throws -> Double {
    let state = try ColumnRecords(count: count).state()
    var most = 0
    try state.setGlobal(
      "look",
      to: .hostFunction(
        HostFunction("look") { call in
          most = max(most, call.state.memoryInUse)
          return .nil
        }
      )
    )
    let source = """
      local i, look = 0, look
      for row in rows() do
        local a, c = row.app, row.requests
        i = i + 1
        if i % 50 == 0 then look() end
      end
      """
    _ = try state.run(Array(source.utf8), name: "peak")
    return Double(most)
  }
}
