public import LuaHost
public import UsageModel
public import UsageProviders

/// A platform whose adapter is a script.
///
/// The script says what to ask for and reads what comes back. The host does the asking, with credentials that the
/// script never sees, and checks all that the script returns.
public struct ProviderPlugin: Provider {
  /// Runs a plug-in's `normalise`, perhaps in another process, and gives what it returned.
  public typealias Reader =
    @Sendable (PluginReading) async throws(PluginProblem) -> [UInt8]

  /// The file.
  public let file: PluginFile
  private let description: ProviderDescription
  /// What ends `normalise`.
  public var limits: LuaLimits = LuaLimits()
  /// What runs `normalise` for a fetch; nil for this process.
  public var reader: Reader?

  /// Loads a plug-in; its own code runs under small limits, and only what it says of itself is kept.
  ///
  /// - Parameter file: The file.
  /// - Throws: What is wrong with it.
  public init(_ file: PluginFile) throws(PluginProblem) {
    self.file = file
    description = try waitForLuaThread { () throws(PluginProblem) in
      try ProviderDescription(
        try file.load(in: try Self.sandbox(of: file, at: Timestamp(seconds: 0)).state)
      )
    }
  }

  private static func sandbox(
    of file: PluginFile,
    at moment: Timestamp
  ) throws(PluginProblem) -> ProviderSandbox {
    do {
      return try ProviderSandbox(limits: ProviderSandbox.small, now: moment)
    } catch {
      throw PluginProblem(error, in: file.path)
    }
  }

  /// What the plug-in says of itself.
  public var header: PluginHeader { description.header }

  /// The file's name.
  public var name: String { file.name }

  /// The title of the header, else the file's name.
  public var title: String { description.header.title ?? file.name }

  /// The address of the header.
  public var defaultBaseURL: String { description.baseURL }

  /// The currencies of the header.
  public var costUnits: [String] { description.currencies }

  /// All credentials of the header.
  public var credentialChoices: [[String]] { [description.credentials.map(\.key)] }

  /// The options of the header.
  public var options: [ProviderOption] { description.options }

  /// The headers that the plug-in wants to read.
  public var tellingHeaders: Set<String> { description.tellingHeaders }

  /// When the limit of the rate ends.
  public var limitResetHeader: String? { description.limitResetHeader }

  /// The fixed headers.
  public var headers: [HTTPRequest.Header] { description.headers }

  /// The option that names the account.
  public func account(of source: ProviderSource) -> String? {
    description.account.flatMap { source.options[$0] }
  }

  /// Each credential in its header.
  public func authorization(of source: ProviderSource) -> Authorization? {
    var headers: [String: Secret] = [:]
    for credential in description.credentials {
      guard let secret = source.credentials[credential.key] else { return nil }
      if let header = credential.header {
        headers[header] = secret
      } else if description.credentials.count == 1 {
        return .bearer(secret)
      } else {
        headers["Authorization"] = Secret("Bearer \(secret.revealed)")
      }
    }
    return .headers(headers)
  }

  /// What the plug-in's `requests` asks for.
  public func requests(
    for source: ProviderSource,
    plan: FetchPlan
  ) throws(FetchError) -> [ProviderRequest] {
    do throws(PluginProblem) {
      return try requests(plan: plan, options: source.options)
    } catch {
      throw FetchError(
        .configuration,
        source: source.name,
        message: error.summary,
        advice: "mend the plug-in"
      )
    }
  }

  /// What the plug-in's `requests` asks for with some options.
  func requests(
    plan: FetchPlan,
    options: [String: String]
  ) throws(PluginProblem) -> [ProviderRequest] {
    let file = file
    let backfill = options["backfill_months"].flatMap { Int($0) } ?? description.backfillMonths ?? 0
    return try waitForLuaThread { () throws(PluginProblem) in
      let sandbox = try Self.sandbox(of: file, at: plan.now)
      let fields = try file.load(in: sandbox.state)
      let requests = try fields.required("requests", try fields.function("requests"), "a function")
      let value: LuaValue
      do throws(LuaError) {
        let table = PlanTable(plan: plan, options: options, backfill: backfill).value
        value = try requests.call([table]).first ?? .nil
      } catch {
        throw PluginProblem(error, in: file.path)
      }
      return try RequestReading.requests(value, in: file.path)
    }
  }

  /// Runs the plug-in's `normalise` in this process and checks what it returns.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    let reading = reading(of: reply)
    do throws(PluginProblem) {
      return try checked(
        try waitForLuaThread { () throws(PluginProblem) in try reading.perform() },
        reply
      )
    } catch {
      throw error.reply ?? ReplyError(plugin: error.summary)
    }
  }

  /// Runs the plug-in's `normalise` where ``reader`` does it.
  public func read(_ reply: ProviderReply) async throws(ReplyError) -> NormalisedReply {
    let reading = reading(of: reply)
    do throws(PluginProblem) {
      if let reader { return try checked(try await reader(reading), reply) }
      return try checked(try await reading.performed(), reply)
    } catch {
      throw error.reply ?? ReplyError(plugin: error.summary)
    }
  }

  private func reading(of reply: ProviderReply) -> PluginReading {
    PluginReading(path: file.path, source: file.source, reply: reply, limits: limits)
  }

  private func checked(
    _ bytes: [UInt8],
    _ reply: ProviderReply
  ) throws(PluginProblem) -> NormalisedReply {
    let value: LuaValue
    do {
      value = try ValueBytes.value(of: bytes)
    } catch {
      throw PluginProblem(file: file.path, message: "what normalise returned came damaged")
    }
    return try NormalisedReading(description: description, reply: reply, file: file.path)
      .reply(value)
  }
}

/// A platform whose plug-in cannot be used: its sources fail, and others go on.
public struct UnusableProvider: Provider {
  /// The file's name.
  public let name: String
  /// Why it cannot be used.
  public let problem: String?

  /// Creates the stand-in.
  public init(name: String, problem: PluginProblem) {
    self.name = name
    self.problem = problem.summary
  }

  /// The file's name.
  public var title: String { name }
  /// None.
  public var defaultBaseURL: String { "" }
  /// None.
  public var costUnits: [String] { [] }
  /// None.
  public var credentialChoices: [[String]] { [] }

  /// Nothing.
  public func requests(for source: ProviderSource, plan: FetchPlan) -> [ProviderRequest] { [] }

  /// Cannot be done.
  public func normalise(_ reply: ProviderReply) throws(ReplyError) -> NormalisedReply {
    throw ReplyError(plugin: problem ?? name)
  }
}
