public import LuaHost
public import ReportScripting
import UsageAnalysis

/// A forecast or allocation method in Lua, as its file describes it.
public struct MethodPlugin {
  /// The header.
  public let header: PluginHeader
  /// What it is for.
  public let use: ScriptMethodUse
  /// The function that does the work.
  public let function: LuaFunction

  /// The names that built-in methods have, and words that rules and reports use for others.
  public static let takenNames: [String] =
    ForecastMethods.names + ["custom", "to", "even", "weights", "percent", "amount", "by", "with"]

  /// Which function of the table a use has.
  private static func functionName(_ use: ScriptMethodUse) -> String {
    switch use {
    case .forecast: "forecast"
    case .allocation: "weights"
    }
  }

  /// Runs the file with globals of its own, and reads the table that it returns.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - state: The state of the script that asks for the method.
  /// - Throws: A ``PluginProblem`` about the file, and what it raised as it is.
  public init(_ file: PluginFile, in state: LuaState) throws {
    guard !Self.takenNames.contains(file.name) else {
      throw PluginProblem(
        file: file.path,
        message: "the name \"\(file.name)\" is taken by a built-in method; rename the file"
      )
    }
    let chunk = try state.function(
      of: file.source,
      name: file.path,
      globals: try state.standardGlobals()
    )
    let fields = try PluginFields(returned: try chunk.call(), by: file)
    header = try PluginHeader(fields)
    let kinds = ScriptMethodUse.allCases.map(\.rawValue)
    guard let kind = try fields.text("kind"), let use = ScriptMethodUse(rawValue: kind) else {
      throw fields.mismatch("kind", kinds.map { "\"\($0)\"" }.joined(separator: " or "))
    }
    self.use = use
    let name = Self.functionName(use)
    try fields.allowOnly(PluginHeader.fieldNames + ["kind", name])
    function = try fields.required(name, try fields.function(name), "a function")
  }
}

@available(*, unavailable)
extension MethodPlugin: Sendable {}

/// The methods of a folder of scripts, each read when a script asks for it.
public struct PluginMethods: ScriptMethods {
  private let files: [PluginFile]

  /// Looks at which files there are.
  public init(in folder: PluginFolder) {
    self.init(folder.files(of: .method).files)
  }

  /// Takes files as they are.
  public init(_ files: [PluginFile]) {
    self.files = files
  }

  /// The names, in their order.
  public var names: [String] { files.map(\.name) }

  /// The names of those that are for a use, and of those that cannot be loaded, which may be for any.
  ///
  /// Each file is run by itself under small limits, so this is for messages.
  public func names(for use: ScriptMethodUse) -> [String] {
    files.filter { file in
      let found = try? waitForLuaThread { () throws(PluginProblem) -> ScriptMethodUse in
        do {
          let state = try LuaState(limits: ProviderSandbox.small, environment: LuaEnvironment())
          return try MethodPlugin(file, in: state).use
        } catch {
          throw PluginProblem(file: file.path, message: "\(error)")
        }
      }
      return found.map { $0 == use } ?? true
    }
    .map(\.name)
  }

  /// Runs a method's file in a state, apart from the script's own globals.
  public func function(
    named name: String,
    for use: ScriptMethodUse,
    in state: LuaState
  ) throws -> LuaFunction? {
    guard let file = files.first(where: { $0.name == name }) else { return nil }
    let method = try MethodPlugin(file, in: state)
    guard method.use == use else {
      throw PluginProblem(
        file: file.path,
        message: "the method is for \(method.use.rawValue), and it is asked for \(use.rawValue)"
      )
    }
    return method.function
  }
}
