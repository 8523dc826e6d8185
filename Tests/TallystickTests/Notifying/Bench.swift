import Foundation
import Synchronization
import UsageModel
import UsageProviders

@testable import Tallystick

/// Remembers deliveries in memory; it can fail as a store on a full disk does.
final class DeliveryNotes: DeliveryMemory {
  struct Full: Error, CustomStringConvertible {
    let description = "database or disk is full"
  }

  private let noted = Mutex<[String: Set<String>]>([:])
  private let fails = Mutex((reading: false, writing: false))

  /// What was noted down, by receiver.
  var all: [String: Set<String>] { noted.withLock { $0 } }

  func fail(reading: Bool = false, writing: Bool = false) {
    fails.withLock { $0 = (reading, writing) }
  }

  func delivered(_ id: String, to target: String) throws -> Bool {
    if fails.withLock({ $0.reading }) { throw Full() }
    return noted.withLock { $0[target]?.contains(id) == true }
  }

  func record(_ ids: [String], to target: String, at moment: Timestamp) throws {
    if fails.withLock({ $0.writing }) { throw Full() }
    noted.withLock { $0[target, default: []].formUnion(ids) }
  }
}

/// What notifications need in a test: a clock that waits for nobody, a memory, and a folder.
struct Bench {
  let memory = DeliveryNotes()
  let secrets = KnownSecrets()
  let waits = Waits()
  var folder = "."
  var environment: [String: String] = [:]
  var policy: DeliveryPolicy = {
    var policy = DeliveryPolicy()
    // Time enough also on a machine that has other things to do.
    policy.limits.connect = .seconds(300)
    policy.limits.attempt = .seconds(300)
    policy.limits.total = .seconds(600)
    policy.heartbeat.connect = .seconds(300)
    policy.heartbeat.attempt = .seconds(300)
    policy.heartbeat.total = .seconds(600)
    policy.command = .seconds(300)
    return policy
  }()

  /// The waits that deliveries would have made; time passes only by them.
  final class Waits: Sendable {
    private let all = Mutex<[Duration]>([])

    var made: [Duration] { all.withLock { $0 } }

    var clock: FetchClock {
      FetchClock(
        now: { Simulation.now },
        elapsed: { self.made.reduce(.zero, +) },
        sleep: { wait in self.all.withLock { $0.append(wait) } },
        random: { 0.5 }
      )
    }
  }

  /// A notifier of the entries of a `notify:` list.
  func notifier(_ entries: String...) throws -> Notifier {
    try Notifier(
      Self.notifications(entries.map { "- \($0)" }.joined(separator: "\n"), in: folder),
      in: WorkingFolder(folder),
      vault: SecretVault(environment: environment),
      secrets: secrets,
      memory: memory,
      transport: CurlTransport(version: "test"),
      clock: waits.clock,
      policy: policy,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    )
  }

  static func notifications(
    _ yaml: String,
    in folder: String = "."
  ) throws -> [Configuration.Notification] {
    let text = "notify:\n" + yaml.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let top = try YAMLValue.parse(text, file: "t.yaml")
    return try NotifyReading(folder: WorkingFolder(folder))
      .notifications(try top?.fields(["notify"])["notify"])
  }

  static let alert = RunMessage(
    id: "budget/everything/2026-11-01/80%",
    kind: .alert,
    title: "Budget everything: 80% reached",
    text: "**410.25 USD** of 500 USD are spent & 9 days are left.\n\n- pace: <fast>",
    facts: [.init("budget", "everything"), .init("spent", "410.25"), .init("chance", nil)]
  )
  static let problem = RunMessage(
    id: "source/notte/2026-11-20T04:00:00Z",
    kind: .problem,
    title: "Source notte fails since 2026-11-20",
    text: "notte: answers 401; check `api_key:`"
  )
  static let digest = RunDigest(at: Simulation.now, [alert, problem])
}
