import Foundation
public import Logging
public import LuaHost
import ReportScripting
import UsageModel
public import UsageProviders
public import UsageStore

/// The whole host in one value: fetch sources, render reports, and give scripts functions of your own.
///
/// A host is made of a configuration and keeps its store open. Copies share the store and may be changed
/// apart: one copy a request, say, with what that request's scripts may know. Everything that waits is
/// `async`, runs away from the caller's actor, and ends soon when its task is cancelled. Nothing is
/// printed: what a user should know goes to the logger.
///
/// ```swift
/// var host = try Tallystick.Host(.load("tallystick.yaml"), logger: logger)
/// try host.expose("crm.owner", parameters: ["app"]) { (app: String) -> String? in owners[app] }
/// try await host.fetch()
/// let pages = try await host.render("spend-by-app", deadline: .now + .seconds(5))
/// ```
///
/// Scripts run in this process, each on a thread of its own. Not everything that a hostile script can do to
/// its process can be stopped; ``ReportWorkers`` give untrusted ones a process each, without functions of your own.
public struct Host: LuaExposing, Sendable {
  /// What the host was made of.
  public let configuration: Configuration
  /// Keeps what was fetched.
  public let store: any UsageStore
  /// What scripts find besides the interface of report scripts, whose names are refused.
  public var library: LuaLibrary
  /// Takes what a user should know.
  public let logger: Logger

  let fetcher: UsageFetcher

  /// Makes a host.
  ///
  /// - Parameters:
  ///   - configuration: From a file by `Configuration.load(_:)`, or made in code.
  ///   - store: Keeps what is fetched; nil for the configuration's file, which is made where there is none.
  ///   - providers: Platforms of your own, before the built-in ones of the same name.
  ///   - transport: What requests are sent with.
  ///   - logger: Takes what a user should know; nil for nobody.
  /// - Throws: When the store cannot be opened.
  public init(
    _ configuration: Configuration,
    store: (any UsageStore)? = nil,
    providers: [any Provider] = [],
    transport: any HTTPTransport = CurlTransport(version: Tallystick.version),
    logger: Logger? = nil
  ) throws(TallystickError) {
    var configuration = configuration
    configuration.providers = ProviderCatalogue(providers + configuration.providers.all)
    self.configuration = configuration
    do {
      self.store = try store ?? configuration.openStore(at: Timestamp(Date()))
    } catch {
      throw TallystickError(error)
    }
    library = LuaLibrary(reserving: ScriptRunner.interfaceNames)
    self.logger = logger ?? Logger(label: "tallystick") { _ in SwiftLogNoOpLogHandler() }
    fetcher = UsageFetcher(transport: transport, providers: configuration.providers)
  }

  /// What scripts can call as a LuaLS definition file: the interface, the configured names, and your own functions.
  public var stubs: String {
    ScriptStubs.text(
      sources: configuration.sources.map(\.account.name),
      apps: configuration.apps.map { $0.name ?? $0.id },
      budgets: configuration.budgets.map(\.name),
      library: library
    )
  }
}
