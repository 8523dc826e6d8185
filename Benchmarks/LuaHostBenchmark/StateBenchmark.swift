import LuaHost
import Measurement

/// What a fresh state costs, opened and closed.
enum StateBenchmark {
  private static let states = 1000

  static func run() throws {
    let best = try least(
      {
        for _ in 0..<states { _ = try LuaState() }
      },
      {
        for _ in 0..<states { _ = StockState() }
      }
    )
    let scale = 1e6 / Double(states)
    row(
      "a fresh sandbox, opened and closed",
      best.ours * scale,
      "luaL_newstate and luaL_openlibs",
      best.theirs * scale,
      "µs",
      limit: "at most 2"
    )
  }
}
