public import Foundation
import UsageModel
public import UsageProviders
import UsageStore

/// Tells the receivers of `notify:` what a run found, each of them on its own and each message once.
public struct Notifier: Sendable {
  let notifications: [Configuration.Notification]
  let folder: WorkingFolder
  let vault: SecretVault
  let secrets: KnownSecrets
  let memory: any DeliveryMemory
  let transport: any HTTPTransport
  let clock: FetchClock
  let policy: DeliveryPolicy
  let environment: [String: String]

  /// Creates a notifier.
  ///
  /// - Parameters:
  ///   - notifications: The receivers.
  ///   - folder: The folder that mail commands work in.
  ///   - vault: Has the addresses that the configuration only names.
  ///   - secrets: What is blanked out of everything; addresses are added.
  ///   - memory: Knows who was told what.
  ///   - transport: Sends requests.
  ///   - clock: Time and chance.
  ///   - policy: Limits and retries.
  ///   - environment: The variables of this process, of which mail commands get a few.
  public init(
    _ notifications: [Configuration.Notification],
    in folder: WorkingFolder,
    vault: SecretVault,
    secrets: KnownSecrets,
    memory: any DeliveryMemory,
    transport: any HTTPTransport = CurlTransport(version: Tallystick.version),
    clock: FetchClock = .system,
    policy: DeliveryPolicy = DeliveryPolicy(),
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.notifications = notifications
    self.folder = folder
    self.vault = vault
    self.secrets = secrets
    self.memory = memory
    self.transport = transport
    self.clock = clock
    self.policy = policy
    self.environment = environment
  }

  /// Sends every webhook and mail what it was not sent before.
  ///
  /// The same messages, with the same ids, are to be in the digests of the following runs until they are
  /// settled; see `Array.settled(of:)`.
  ///
  /// - Returns: An outcome a receiver, in the order of the configuration. Heartbeats are none.
  public func deliver(_ digest: RunDigest) async -> [DeliveryOutcome] {
    let receivers = notifications.filter { !$0.isHeartbeat }
    // An address may come back in what another receiver answers.
    learnAddresses()
    let digest = digest.redacted(by: secrets)
    return await each(receivers) { await deliver(digest, to: $0) }
  }

  /// Gives every heartbeat a signal; a failure is never more than a warning.
  public func signal(_ signal: HeartbeatSignal) async -> [DeliveryOutcome] {
    learnAddresses()
    return await each(notifications.filter(\.isHeartbeat)) { notification in
      var outcome = DeliveryOutcome(target: secrets.redacted(notification.label))
      guard case .heartbeat(let address) = notification.channel else { return outcome }
      do throws(Unusable) {
        let request = HTTPRequest(url: signal.url(of: try target(address)))
        let problem = await send(request, under: policy.heartbeat, &outcome)
        if let problem { outcome.warnings = ["\(outcome.target): \(problem)"] }
      } catch {
        outcome.warnings = ["\(outcome.target): \(error.reason)"]
      }
      return outcome
    }
  }

  private func each(
    _ receivers: [Configuration.Notification],
    _ tell: @escaping @Sendable (Configuration.Notification) async -> DeliveryOutcome
  ) async -> [DeliveryOutcome] {
    await withTaskGroup(of: (Int, DeliveryOutcome).self) { group in
      for (index, receiver) in receivers.enumerated() {
        group.addTask { (index, await tell(receiver)) }
      }
      var outcomes: [(Int, DeliveryOutcome)] = []
      for await outcome in group { outcomes.append(outcome) }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func learnAddresses() {
    secrets.learn(sources: [], notifications: notifications, from: vault)
  }
}

extension Configuration.Notification {
  fileprivate var isHeartbeat: Bool {
    if case .heartbeat = channel { true } else { false }
  }
}
