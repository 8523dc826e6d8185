public import LuaHost

/// What a plug-in finds in a state of its own besides Lua's own functions: `json`, `log` and `print`.
///
/// Used on one thread; it has to live as long as the state is used.
public final class PluginTools {
  private let context: ScriptContext

  /// What was printed and logged so far, line by line, as much of it as is shown.
  public var log: [String] { context.log }

  /// Puts the tools into a state.
  ///
  /// - Parameter state: The state.
  /// - Throws: A memory error, when the state's limit leaves no room for them.
  public init(in state: LuaState) throws(LuaError) {
    let context = ScriptContext(.empty(limits: state.limits))
    self.context = context
    context.account.state = state
    state.onPrint = { context.note($0.text) }
    for object in [jsonNullObject(), jsonArrayObject()] {
      context.types[object.name] = object.luaType()
    }
    for module in [jsonModule(context), logModule(context)] { try module.install(in: state) }
  }

  deinit {
    // The types' functions hold the context, which holds the types.
    context.types = [:]
  }
}
