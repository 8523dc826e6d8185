import LuaHost

/// Sources of any bytes: each is refused, runs to its end, or is ended by a limit.
enum ScriptFuzzer {
  static func run(_ source: [UInt8]) {
    let limits = LuaLimits(cpuTime: .milliseconds(100), memory: 16 << 20, output: 1 << 20)
    do {
      let state = try LuaState(limits: limits)
      state.onPrint = { line in
        if line.bytes.count > limits.output { report("a line is longer than the limit of output") }
      }
      _ = try state.run(source, name: "fuzz.lua")
    } catch {
      if String(describing: error).isEmpty { report("an error says nothing") }
    }
  }
}
