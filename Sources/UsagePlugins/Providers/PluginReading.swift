public import LuaHost
public import UsageModel
import UsageProviders

/// One reply for a plug-in to read: all that another process needs to do it.
public struct PluginReading: Hashable, Sendable {
  /// The plug-in's path as messages show it.
  public var path: String
  /// The plug-in's text.
  public var source: [UInt8]
  /// The reply, with credentials blanked out.
  public var reply: ProviderReply
  /// What ends the plug-in.
  public var limits: LuaLimits

  /// Creates a reading.
  public init(path: String, source: [UInt8], reply: ProviderReply, limits: LuaLimits) {
    self.path = path
    self.source = source
    self.reply = reply
    self.limits = limits
  }

  /// Runs the plug-in's `normalise` on the current thread, which has the stack that Lua assumes.
  ///
  /// - Returns: What it returned, for ``ProviderPlugin`` to read.
  /// - Throws: What it raised, or the limit that it reached.
  public func perform() throws(PluginProblem) -> [UInt8] {
    let json: JSONValue
    do throws(ReplyError) { json = try reply.json } catch { throw PluginProblem(error, in: path) }
    do throws(LuaError) {
      let sandbox = try ProviderSandbox(limits: limits, now: reply.observedAt)
      let plugin = PluginFile(kind: .provider, name: "", path: path, source: source)
      let fields = try loaded(plugin, in: sandbox.state)
      guard let normalise = fields else { throw LuaError(code: .runtime, message: "no normalise") }
      let argument = try replyTable(json, sandbox)
      let results = try normalise.call([argument])
      return ValueBytes.bytes(of: results.first ?? .nil)
    } catch {
      throw PluginProblem(error, in: path)
    }
  }

  private func loaded(_ plugin: PluginFile, in state: LuaState) throws(LuaError) -> LuaFunction? {
    guard case .table(let table)? = try state.run(plugin.source, name: plugin.path).first,
      case .function(let normalise) = table["normalise"]
    else { return nil }
    return normalise
  }

  private func replyTable(
    _ json: JSONValue,
    _ sandbox: ProviderSandbox
  ) throws(LuaError) -> LuaValue {
    do throws(ReplyError) {
      return .table(try ReplyTable(reply).table(of: json, with: ReplyValues(sandbox.decimals)))
    } catch {
      throw LuaError(code: .runtime, message: "\(error)")
    }
  }

  /// Runs it on a thread of its own.
  func performed() async throws(PluginProblem) -> [UInt8] {
    let result: Result<[UInt8], PluginProblem>
    do {
      result = try await withLuaThread { () -> Result<[UInt8], PluginProblem> in
        do throws(PluginProblem) { return .success(try perform()) } catch { return .failure(error) }
      }
    } catch {
      throw PluginProblem(file: path, message: "\(error)")
    }
    return try result.get()
  }
}
