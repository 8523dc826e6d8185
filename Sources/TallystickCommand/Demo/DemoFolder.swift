import Foundation
import ProviderSimulator
import Tallystick
import UsageModel

/// The working folder of the demo: a configuration with five accounts at simulated platforms.
struct DemoFolder {
  /// The port that the configuration names, for `tally demo --serve`.
  static let port: UInt16 = 8787

  let path: String

  private static let mark = "# Made by `tally demo`"

  /// The configuration's file.
  var configurationFile: String { "\(path)/\(Configuration.defaultFile)" }

  /// Makes the folder anew, with users up to a moment; one that is somebody's own is refused.
  func make(until moment: Timestamp) throws {
    let text = FileManager.default.contents(atPath: configurationFile)
      .map { String(decoding: $0, as: UTF8.self) }
    let isDemo = text?.hasPrefix(Self.mark) ?? false
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard isDemo || names.isEmpty else {
      throw CommandFailure(
        .usage,
        "\(path) is a folder of yours, not a demo's; name another one: tally demo DIR"
      )
    }
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(path)/tallystick.sqlite\(ending)")
    }
    let scripts = ShippedScripts.all.map {
      FolderTemplate.File(path: "Scripts/\($0.name)", text: $0.text)
    }
    let configuration = FolderTemplate.File(
      path: Configuration.defaultFile,
      text: Self.configuration
    )
    let users = FolderTemplate.File(path: DemoUsers.file, text: DemoUsers.text(until: moment))
    for file in [configuration, users] + FolderTemplate.shared + scripts {
      try AtomicFile.write(Array(file.text.utf8), to: "\(path)/\(file.path)")
    }
    for (provider, credentials) in ProviderSimulator.credentials {
      for (key, value) in credentials where ["token", "api_key"].contains(key) {
        let file = "\(path)/secrets/\(provider)"
        try AtomicFile.write(Array("\(value)\n".utf8), to: file)
        chmod(file, 0o600)
      }
    }
  }

  private static var configuration: String {
    let sources = [
      source("puter", key: "token"),
      source("notte", key: "api_key", "app: Beacon", "backfill_months: 0"),
      source("cuadra", key: "token", "app: Courier"),
      source(
        "helius",
        key: "api_key",
        "app: Ledgerline",
        "project: \(ProviderSimulator.credentials["helius"]?["project"] ?? "")"
      ),
      source("shoal", key: "api_key", "app: Atlas"),
    ]
    let apps = ProviderSimulator.apps.enumerated().map { place, app in
      "  \(app.id): { name: \(app.name), tags: { team: \(teams[place % teams.count]) } }"
    }
    return """
      \(mark): five accounts at simulated platforms.
      # `tally demo --serve` answers at the addresses below.

      currency: USD
      timezone: UTC
      store: tallystick.sqlite
      output: Reports

      sources:
      \(sources.joined(separator: "\n"))

      apps:
      \(apps.joined(separator: "\n"))

      rates:
        - { unit: "cuadra:credit", price: 0.002 USD, since: 2025-01-01 }
        - { unit: "helius:credit", price: 0.000005 USD, since: 2025-01-01 }
        - { unit: "shoal:credit", price: 0.012 USD, since: 2025-01-01 }

      budgets:
        - { name: everything, limit: 3000 USD, period: month, warn_at: [50%, 80%, forecast 100%] }
        - { name: Beacon, limit: 600 USD, period: month, scope: { app: Beacon } }
        - { name: quarter, limit: { 2026-Q3: 8500 USD, 2026-Q4: 9000 USD }, period: quarter }
        - { name: rpc, limit: 8000000, unit: "helius:credit", period: cycle, scope: { provider: helius } }

      invoices:
        - { source: notte, period: 2026-09, amount: 615.20 USD }
        - { source: notte, period: 2026-10, amount: 655.10 USD }
        - { source: puter, period: 2026-10, amount: 1310.91 USD }
        - { source: helius, period: 2026-10, amount: 41.71 USD }

      allocation:
        - name: Cuadra follows Puter
          match: { provider: cuadra }
          by: { measure: requests, where: { provider: puter } }
          otherwise: even
        - { name: "Helius, as agreed", match: { provider: helius }, percent: { Ledgerline: 70, Mosaic: 30 } }
        - { name: whoever used it, to: app }
        - { name: "the rest, by cost", by: cost, otherwise: even }

      # The metric in \(DemoUsers.file) came in with: tally import metric \(DemoUsers.metric) \(DemoUsers.file)

      """
  }

  /// The teams that the apps belong to, in turn.
  private static let teams = ["Web", "Payments", "Agents"]

  private static func source(_ provider: String, key: String, _ more: String...) -> String {
    let lines =
      [
        "  - name: \(provider)", "    provider: \(provider)",
        "    \(key): { file: secrets/\(provider) }",
        "    base_url: http://127.0.0.1:\(port)/\(provider)",
      ] + more.map { "    \($0)" }
    return lines.joined(separator: "\n")
  }
}
