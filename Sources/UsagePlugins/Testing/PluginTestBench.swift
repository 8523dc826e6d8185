public import LuaHost
import UsageModel
import UsageProviders

/// What a file with tests of a plug-in finds besides what all tests do.
public struct PluginTestBench: Sendable {
  private let file: PluginFile

  /// Prepares the tests of a plug-in.
  public init(_ file: PluginFile) {
    self.file = file
  }

  /// Loads the plug-in and makes its table the global `plugin`; the host's side of a platform is `host`.
  public func install(in state: LuaState) throws {
    let decimals = DecimalType()
    if file.kind == .provider {
      do { try ProviderSandbox.install(decimals, in: state) } catch {
        throw PluginProblem(error, in: file.path)
      }
    }
    let fields = try file.load(in: state)
    try state.setGlobal("plugin", to: .table(fields.table))
    guard file.kind == .provider else {
      _ = try PluginHeader(fields)
      return
    }
    let provider = ProviderTestHost(
      plugin: try ProviderPlugin(file),
      description: try ProviderDescription(fields),
      fields: fields,
      decimals: decimals
    )
    try state.setModule(
      "host",
      functions: [
        HostFunction("host.requests") { call in try provider.requests(call) },
        HostFunction("host.normalise") { call in try provider.normalise(call) },
      ]
    )
  }
}
