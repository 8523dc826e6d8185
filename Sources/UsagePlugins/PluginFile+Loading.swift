public import LuaHost

extension PluginFile {
  /// Runs the file and takes the table that it returns, without looking into it.
  ///
  /// - Parameter state: The sandbox to run in.
  /// - Returns: The table, to be read with ``PluginHeader`` first.
  /// - Throws: What the file raised, a limit that it reached, or that it returns no table.
  public func load(in state: LuaState) throws(PluginProblem) -> PluginFields {
    let results: [LuaValue]
    do {
      results = try state.run(source, name: path)
    } catch {
      throw PluginProblem(error, in: path)
    }
    let value = results.first ?? .nil
    guard case .table(let table) = value else {
      throw PluginProblem(
        file: path,
        message: "a plug-in returns a table such as { api = 1, … }; this one returns "
          + shownValue(value)
      )
    }
    return PluginFields(table, in: path)
  }
}
