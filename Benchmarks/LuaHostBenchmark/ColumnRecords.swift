import Glibc
import LuaHost
import StockLua

/// Records of usage in columns: 40 apps, 12 models, 365 days, costs to the nanounit.
///
/// The arrays that stock Lua reads are never freed.
struct ColumnRecords {
  static let apps = 40

  let count: Int
  let codes: UnsafeMutablePointer<UInt32>
  let costs: UnsafeMutablePointer<Double>
  let requests: UnsafeMutablePointer<Int64>
  let rows: LuaRows

  init(count: Int) {
    self.count = count
    codes = .allocate(capacity: count)
    costs = .allocate(capacity: count)
    requests = .allocate(capacity: count)
    var cost: [Int64] = []
    for index in 0..<count {
      let mixed = (UInt64(index) &* 0x9E37_79B9_7F4A_7C15) >> 40
      codes[index] = UInt32(mixed % UInt64(Self.apps))
      requests[index] = Int64(mixed % 977)
      cost.append(Int64(mixed) * 1_000 + 7)
      costs[index] = Double(Int128(cost[index]) * 1_000) / 1e12
    }
    let span = UnsafeBufferPointer(start: codes, count: count)
    let numbers = UnsafeBufferPointer(start: requests, count: count)
    let days = (0..<365).map { LuaString("day\($0)") }
    let models = (0..<12).map { LuaString("model\($0)") }
    rows = LuaRows(
      records: count,
      columns: [
        ("app", .texts(codes: LuaBuffer(Array(span)), map: nil, values: Self.texts)),
        (
          "model",
          .texts(
            codes: LuaBuffer(Array(span)),
            map: LuaBuffer((0..<Self.apps).map { UInt32($0 % 12) }),
            values: models
          )
        ),
        (
          "day",
          .texts(
            codes: LuaBuffer((0..<count).map { UInt32($0 % 365) }),
            map: nil,
            values: days
          )
        ),
        ("cost", .amounts(LuaBuffer(cost), places: 9, isFloat: true)),
        ("requests", .amounts(LuaBuffer(Array(numbers)), places: 0, isFloat: false)),
        ("quantity", .amounts(LuaBuffer(Array(numbers)), places: 3, isFloat: false)),
      ]
    )
  }

  private static let texts = (0..<apps).map { LuaString("app\($0)") }

  /// A sandbox whose `columns`, `all` and `rows` begin a loop.
  func state() throws -> LuaState {
    let state = try LuaState(limits: .generous)
    let rows = rows
    func set(_ name: String, _ make: @escaping () throws -> LuaValue) throws {
      try state.setGlobal(name, to: .hostFunction(HostFunction(name) { _ in try make() }))
    }
    try set("columns") { try rows.valueIterator(over: ["app", "cost", "requests"]) }
    try set("all") { try rows.valueIterator(over: rows.names) }
    try set("rows") { rows.rowIterator() }
    return state
  }
}

extension StockState {
  /// Adds the function `columns` of stock Lua; false where memory does not allow it.
  func add(_ records: ColumnRecords) -> Bool {
    add(
      stock_columns(
        count: records.count,
        text_count: ColumnRecords.apps,
        text: UnsafePointer(strdup("app")),
        codes: records.codes,
        costs: records.costs,
        requests: records.requests
      )
    )
  }
}
