import Foundation
import ProviderSimulator
import UsageModel

/// Simulators in this process, and a working folder with accounts at them.
struct SimulatedPlatforms {
  static let now = Timestamp(seconds: 1_795_240_800)

  let simulators: [ProviderSimulator]
  let folder: String

  /// Starts simulators and makes a folder whose configuration has so many sources, spread over them evenly.
  init(simulators count: Int, sources: Int) async throws {
    simulators = (0..<count).map { _ in ProviderSimulator(now: Self.now) }
    for simulator in simulators { try await simulator.start() }
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tally-fetch-\(UUID().uuidString)").path()
    try FileManager.default.createDirectory(
      atPath: "\(folder)/secrets",
      withIntermediateDirectories: true
    )
    let providers = ProviderSimulator.credentials.keys.sorted()
    for provider in providers {
      let file = "\(folder)/secrets/\(provider)"
      try Data(Self.secret(of: provider).value.utf8).write(to: URL(filePath: file))
      chmod(file, 0o600)
    }
    var lines = ["sources:"]
    for index in 0..<sources {
      let provider = providers[index % providers.count]
      let simulator = simulators[index / providers.count % count]
      lines += [
        "  - name: \(provider)-\(index)", "    provider: \(provider)",
        "    base_url: \(await simulator.baseURL(for: provider))",
        "    \(Self.secret(of: provider).key): { file: secrets/\(provider) }",
      ]
      if provider == "notte" { lines.append("    backfill_months: 0") }
      if let project = ProviderSimulator.credentials[provider]?["project"] {
        lines.append("    project: \(project)")
      }
    }
    try Data(lines.joined(separator: "\n").utf8)
      .write(to: URL(filePath: "\(folder)/tallystick.yaml"))
  }

  private static func secret(of provider: String) -> (key: String, value: String) {
    let credentials = ProviderSimulator.credentials[provider] ?? [:]
    let key = credentials["api_key"] == nil ? "token" : "api_key"
    return (key, credentials[key] ?? "")
  }

  /// The ports that the simulators listen on.
  var ports: Set<UInt16> {
    get async {
      var ports: Set<UInt16> = []
      for simulator in simulators { ports.insert(await simulator.port) }
      return ports
    }
  }

  /// Removes what was fetched.
  func forget() {
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/tallystick.sqlite\(ending)")
    }
  }

  /// Stops the simulators and removes the folder.
  func end() async {
    for simulator in simulators { await simulator.stop() }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
