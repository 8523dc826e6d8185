import ArgumentParser
import Foundation
import Tallystick
import UsageModel
import UsageProviders

/// The options of every command that works in a folder.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The configuration (default: $TALLYSTICK_CONFIG, else tallystick.yaml).",
      valueName: "file"
    )
  )
  var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The moment to take for the clock, in RFC 3339: 2026-11-21T06:00:00Z.",
      valueName: "time"
    )
  )
  var now: Moment?

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  /// The configuration's file.
  var configurationFile: String { Self.configurationFile(config) }

  /// The configuration's file, where a name was given or not.
  static func configurationFile(_ named: String?) -> String {
    let environment = ProcessInfo.processInfo.environment["TALLYSTICK_CONFIG"]
    return named ?? environment.flatMap { $0.isEmpty ? nil : $0 } ?? Configuration.defaultFile
  }

  /// Reads the configuration, and passes on its warnings.
  func loadConfiguration() throws -> Configuration {
    let configuration = try Configuration.load(configurationFile)
    if !quiet {
      for warning in configuration.warnings { Console.standard.error("warning: \(warning)") }
    }
    return configuration
  }

  /// The moment that counts as now.
  var moment: Timestamp { now?.timestamp ?? Timestamp(Date()) }
}
