import FlyingFox
import FlyingSocks
import Synchronization
public import UsageModel

/// Serves simulated platforms on one loopback port, each under its own path.
///
/// What a platform answers depends only on the seed, the simulated moment and the request: the same
/// three give the same bytes, whatever was asked before, unless a ``Fault`` is set. Nothing here reaches the
/// network.
///
/// ```swift
/// let simulator = ProviderSimulator(now: Timestamp(seconds: 1_795_240_800))
/// try await simulator.start()
/// let url = await simulator.baseURL(for: "puter") + "/metering/usage"
/// await simulator.stop()
/// ```
public final class ProviderSimulator: Sendable {
  private struct State {
    var clock: @Sendable () -> Timestamp
    var faults = FaultPlan()
    var requests: [String: Int] = [:]
    var echoesCredentials = false
    var server: RunningServer?
  }

  private let world: World
  private let state: Mutex<State>

  /// Creates a simulator whose time stands still until ``setNow(_:)``.
  public convenience init(seed: UInt64 = 1, now: Timestamp) {
    self.init(seed: seed, clock: { now })
  }

  /// Creates a simulator that asks a clock for the moment of every reply.
  public init(seed: UInt64 = 1, clock: @escaping @Sendable () -> Timestamp) {
    world = World(seed: seed)
    state = Mutex(State(clock: clock))
  }

  /// Binds 127.0.0.1 and returns when the port accepts connections.
  ///
  /// The port stays open until ``stop()``, also when nothing holds the simulator any more.
  ///
  /// - Parameter port: The port, or 0 for any free one.
  /// - Throws: What the system said when the port could not be bound.
  public func start(port: UInt16 = 0) async throws {
    precondition(state.withLock { $0.server == nil }, "the simulator runs already")
    let server = try await RunningServer(port: port) { [weak self] request in
      await self?.response(to: request) ?? HTTPResponse(statusCode: .serviceUnavailable)
    }
    state.withLock { $0.server = server }
  }

  /// Closes the port and every connection; does nothing when the simulator does not run.
  public func stop() async {
    let server = state.withLock { state in
      defer { state.server = nil }
      return state.server
    }
    await server?.stop()
  }

  /// The port, or 0 while the simulator does not run.
  public var port: UInt16 {
    get async { state.withLock { $0.server?.port ?? 0 } }
  }

  /// The address that stands for a platform's host, such as `http://127.0.0.1:8080/puter`.
  public func baseURL(for provider: String) async -> String {
    "http://127.0.0.1:\(await port)/\(provider)"
  }

  /// The address that gives machine tokens for Cuadra.
  public var cuadraTokenURL: String {
    get async { await baseURL(for: CuadraPlatform.authorisationPath) }
  }

  /// The address of one more account at a platform, with faults and a count of its own under
  /// `provider~label`, such as `http://127.0.0.1:8080/puter~web`.
  public func baseURL(for provider: String, label: String) async -> String {
    await baseURL(for: "\(provider)~\(label)")
  }

  /// Makes every later reply one of this moment, its `Date` header included.
  public func setNow(_ now: Timestamp) async {
    state.withLock { $0.clock = { now } }
  }

  /// Makes a platform fail in some way, or work again.
  ///
  /// - Parameters:
  ///   - fault: What happens from now on, in place of what was set before; nil for nothing.
  ///   - provider: The platform; `cuadra-auth` for what gives machine tokens, which fails with `cuadra` too;
  ///     `puter~web` for one account that ``baseURL(for:label:)`` made.
  public func setFault(_ fault: Fault?, for provider: String) async {
    state.withLock { $0.faults.set(fault, for: provider) }
  }

  /// Makes every reply repeat the credential that it was asked with, in its header, its body and its errors.
  public func setEchoesCredentials(_ echoes: Bool) async {
    state.withLock { $0.echoesCredentials = echoes }
  }

  /// How many requests have come for a platform, `cuadra-auth`, or an account such as `puter~web`.
  public func requests(to provider: String) async -> Int {
    state.withLock { $0.requests[provider] ?? 0 }
  }

  /// The configuration keys of each platform with the values that it accepts.
  public static let credentials: [String: [String: String]] = [
    "puter": ["token": Credentials.puterToken],
    "notte": ["api_key": Credentials.notteKey],
    "cuadra": [
      "token": Credentials.cuadraToken,
      "client_id": Credentials.cuadraClient,
      "client_secret": Credentials.cuadraSecret,
    ],
    "helius": ["project": Credentials.heliusProject, "api_key": Credentials.heliusKey],
    "shoal": ["api_key": Credentials.shoalKey],
  ]

  /// The configuration keys of the platforms whose adapters are plug-ins, with the values that they accept.
  public static let pluginCredentials: [String: [String: String]] = [
    "openai": ["admin_key": Credentials.openAIKey],
    "anthropic": ["admin_key": Credentials.anthropicKey],
    "openrouter": ["management_key": Credentials.openRouterKey],
    "github": ["token": Credentials.gitHubToken],
  ]

  /// What one of those platforms says, at a moment, that a day in UTC cost in dollars.
  public func cost(
    at provider: String,
    on day: Day,
    asOf moment: Timestamp
  ) -> FixedDecimal {
    let items = DailyCosts(provider, in: world).items(on: day, at: moment)
    return FixedDecimal(units: items.reduce(0) { $0 + $1.cost.units })
  }

  /// The Puter apps with the names that a configuration can give them.
  public static let apps: [(id: String, name: String)] = App.allCases
    .filter { $0 != .unassigned }
    .map { (id: $0.puterID, name: $0.name) }
}

// MARK: - Answering
extension ProviderSimulator {
  /// Answers one request without a socket, faults included.
  func answer(to request: SimulatedRequest) -> SimulatedAnswer {
    let place = request.path.first ?? ""
    let name = place.prefix { $0 != "~" }
    let platform = Self.platforms.first { $0.pathNames.contains(String(name)) }
    let (clock, fault, echoes) = state.withLock { state in
      state.requests[place, default: 0] += 1
      return (
        state.clock, platform.flatMap { state.faults.take(for: place, $0.name) },
        state.echoesCredentials
      )
    }
    let now = clock()
    guard let platform else { return SimulatedAnswer(reply: .notFound.stamped(now)) }
    // Platforms know nothing of labels.
    let request = request.replacingFirstPart(by: String(name))
    var answer =
      fault?.play(platform, to: request, at: now, in: world)
      ?? SimulatedAnswer(reply: platform.reply(to: request, at: now, in: world).stamped(now))
    if echoes { answer.reply = CredentialEcho(of: request).added(to: answer.reply) }
    return answer
  }

  private func response(to request: HTTPRequest) async -> HTTPResponse {
    let answer = answer(to: await SimulatedRequest(request))
    if answer.delay > .zero { try? await Task.sleep(for: answer.delay) }
    return HTTPResponse(answer)
  }

  private static let platforms: [any Platform] = [
    PuterPlatform(), NottePlatform(), CuadraPlatform(), HeliusPlatform(), ShoalPlatform(),
    OpenAIPlatform(), AnthropicPlatform(), OpenRouterPlatform(), GitHubPlatform(),
  ]
}
