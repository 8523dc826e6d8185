import LuaHost
import Measurement

/// What the pattern functions cost in the sandbox, beside those of stock Lua with an equal hook.
enum PatternBenchmark {
  static func run() throws {
    guard let stock = StockState(hookInterval: 1000) else { return }
    var worst = (name: "", ours: 0.0, theirs: 1.0)
    var product = (ours: 0.0, theirs: 0.0)
    for workload in PatternWorkloads.all {
      let source = Array(workload.chunk.utf8)
      let state = try LuaState(limits: .generous)
      let best = try least(
        rounds: 5,
        { _ = try state.run(source, name: "patterns") },
        { _ = stock.run(source) }
      )
      product = (product.ours + best.ours, product.theirs + best.theirs)
      if best.ours / best.theirs > worst.ours / worst.theirs {
        worst = (workload.name, best.ours, best.theirs)
      }
    }
    row(
      "\(PatternWorkloads.all.count) kinds of text work, all of them",
      product.ours * 1000,
      "stock Lua, with an equal hook",
      product.theirs * 1000,
      "ms",
      limit: "at most 1.5"
    )
    row(
      "the worst of them: \(worst.name)",
      worst.ours * 1000,
      "stock Lua, with an equal hook",
      worst.theirs * 1000,
      "ms",
      limit: "at most 1.5"
    )
  }
}
