import Foundation
import ProviderSimulator
import Tallystick

/// The working folder of the demo: a configuration with five accounts at simulated platforms.
struct DemoFolder {
  /// The port that the configuration names, for `tally demo --serve`.
  static let port: UInt16 = 8787

  let path: String

  private static let mark = "# Made by `tally demo`"

  /// The configuration's file.
  var configurationFile: String { "\(path)/\(Configuration.defaultFile)" }

  /// Makes the folder anew; one that is somebody's own is refused.
  func make() throws {
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
    for file in [configuration] + FolderTemplate.shared + scripts {
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
    let apps = ProviderSimulator.apps.map { "  \($0.id): { name: \($0.name) }" }
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

      """
  }

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
