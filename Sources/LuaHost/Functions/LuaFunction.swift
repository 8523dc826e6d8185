/// A function of a script, held by the host.
///
/// It does not keep its state alive.
public final class LuaFunction {
  private weak var state: LuaState?
  let reference: Int32

  init(state: LuaState, reference: Int32) {
    self.state = state
    self.reference = reference
  }

  deinit {
    state?.dropReference(reference)
  }

  /// Calls the function.
  ///
  /// A host function that lets the error through raises the very same error in the script.
  ///
  /// - Parameter arguments: What the function receives.
  /// - Returns: What the function returns.
  /// - Throws: What the script raised, or the limit it reached.
  public func call(_ arguments: [LuaValue] = []) throws(LuaError) -> [LuaValue] {
    guard let state else {
      throw LuaError(code: .runtime, message: "the script that made this function has ended")
    }
    return try state.call(self, arguments)
  }

  func belongs(to other: LuaState) -> Bool {
    state === other
  }
}

@available(*, unavailable)
extension LuaFunction: Sendable {}
