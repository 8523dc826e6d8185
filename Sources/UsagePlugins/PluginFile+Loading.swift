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
    return try PluginFields(returned: results, by: self)
  }
}

extension PluginFields {
  /// Takes what a file returned, which has to be a table.
  public init(returned results: [LuaValue], by file: PluginFile) throws(PluginProblem) {
    let value = results.first ?? .nil
    guard case .table(let table) = value else {
      throw PluginProblem(
        file: file.path,
        message: "a plug-in returns a table such as { api = 1, … }; this one returns "
          + shownValue(value)
      )
    }
    self.init(table, in: file.path)
  }
}
