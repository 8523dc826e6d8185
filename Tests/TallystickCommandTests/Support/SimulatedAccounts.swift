import Foundation
import ProviderSimulator
import UsageModel

/// A working folder whose sources are accounts at a simulator.
struct SimulatedAccounts {
  let folder: TemporaryFolder
  let simulator: ProviderSimulator

  /// Makes the folder with `tally init`, and adds the sources to its configuration.
  static func make(
    at now: String = "2026-11-21T06:00:00Z",
    editing edit: (String) -> String = { $0 }
  ) async throws -> SimulatedAccounts {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    let simulator = ProviderSimulator(now: Timestamp(rfc3339: now) ?? Timestamp(seconds: 0))
    try await simulator.start()
    var sources = ""
    for (provider, credentials) in ProviderSimulator.credentials.sorted(by: { $0.key < $1.key }) {
      sources += "  - name: \(provider)\n    provider: \(provider)\n"
      sources += "    base_url: \(await simulator.baseURL(for: provider))\n"
      // Time enough also on a machine that has other things to do.
      sources += "    fetch: { tries: 1, connect: 120s, try: 120s, total: 300s }\n"
      if let project = credentials["project"] { sources += "    project: \(project)\n" }
      let key = credentials["api_key"] == nil ? "token" : "api_key"
      sources += "    \(key): { file: secrets/\(provider) }\n"
      try folder.write(credentials[key] ?? "", to: "secrets/\(provider)", mode: 0o600)
    }
    let rates = """
      rates:
        - { unit: "cuadra:credit", price: 0.002 USD, since: 2025-01-01 }
        - { unit: "helius:credit", price: 0.000005 USD, since: 2025-01-01 }
        - { unit: "shoal:credit", price: 0.012 USD, since: 2025-01-01 }
      """
    let text = try folder.text(of: "tallystick.yaml")
      .replacing("\nsources:\n", with: "\nsources:\n\(sources)")
      .replacing("\nrates:\n", with: "\n\(rates)\n")
    try folder.write(edit(text), to: "tallystick.yaml")
    return SimulatedAccounts(folder: folder, simulator: simulator)
  }

  /// Runs the command in the folder.
  func tally(_ arguments: String...) async throws -> TallyProcess {
    try await TallyProcess.run(arguments, in: folder.path)
  }
}
