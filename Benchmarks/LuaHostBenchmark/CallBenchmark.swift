import LuaHost
import Measurement

/// What a call of a host function costs: two arguments, one result.
enum CallBenchmark {
  private static let calls = 1_000_000

  private static let source = Array(
    """
    local f, n = add, 0
    for i = 1, \(calls) do n = f(n, i) end
    return n
    """.utf8
  )

  static func run() throws {
    let state = try LuaState(limits: .generous)
    try state.setGlobal(
      "add",
      to: .hostFunction(
        HostFunction("add") { call in
          guard case .integer(let left) = call[0], case .integer(let right) = call[1] else {
            throw HostError("expected two integers")
          }
          return .integer(left &+ right)
        }
      )
    )
    guard let hooked = StockState(hookInterval: 1000), let plain = StockState() else { return }
    let scale = 1e9 / Double(calls)
    let call = try least({ _ = try state.run(source, name: "add") }, { _ = hooked.run(source) })
    row(
      "call of a Swift function, two arguments, one result",
      call.ours * scale,
      "the same in C, with an equal hook",
      call.theirs * scale,
      "ns",
      limit: "at most 3"
    )
    let bare = try least(
      rounds: 3,
      { _ = try state.run(source, name: "add") },
      { _ = plain.run(source) }
    )
    row(
      "the same call",
      bare.ours * scale,
      "the same in C, no hook",
      bare.theirs * scale,
      "ns",
      limit: "–"
    )
  }
}

extension LuaLimits {
  /// Limits that no benchmark reaches.
  static var generous: LuaLimits {
    LuaLimits(cpuTime: .seconds(600), wallTime: .seconds(600), memory: 1 << 30)
  }
}
