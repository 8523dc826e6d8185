import Foundation
import LuaHost
import UsageModel

/// A state with nothing but Lua's own functions and `decimal`, in which a provider's plug-in runs.
struct ProviderSandbox {
  let state: LuaState
  let decimals: DecimalType

  /// What loading a plug-in and asking it for its requests may use up.
  ///
  /// With so little memory nothing can be made that one instruction of Lua would take long with, so that these two
  /// need no process of their own.
  static let small = LuaLimits(
    cpuTime: .seconds(1),
    // On a machine with much else to do, the processor's time should be the first to end.
    wallTime: .seconds(60),
    memory: 1 << 20,
    output: 64 << 10
  )

  init(limits: LuaLimits, now: Timestamp) throws(LuaError) {
    state = try LuaState(
      limits: limits,
      environment: LuaEnvironment(now: now.seconds, randomSeed: 1)
    )
    decimals = DecimalType()
    try Self.install(decimals, in: state)
  }

  /// Adds what plug-ins find besides Lua's own functions.
  static func install(_ decimals: DecimalType, in state: LuaState) throws(LuaError) {
    try state.setGlobal("decimal", to: .hostFunction(decimals.function))
  }
}

/// Runs something on a thread with the stack that Lua assumes, and waits for it.
func waitForLuaThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws(PluginProblem) -> Value
) throws(PluginProblem) -> Value {
  let outcome = ThreadOutcome<Value>()
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    do throws(PluginProblem) {
      outcome.value = .success(try body())
    } catch {
      outcome.value = .failure(error)
    }
    done.signal()
  }
  thread.stackSize = 8 << 20
  thread.start()
  done.wait()
  guard let value = outcome.value else {
    throw PluginProblem(file: "", message: "the plug-in's thread ended without a result")
  }
  return try value.get()
}

/// Where a thread leaves what it did.
///
/// `@unchecked Sendable`: it is written before the semaphore is raised and read after.
private final class ThreadOutcome<Value: Sendable>: @unchecked Sendable {
  var value: Result<Value, PluginProblem>?
}
