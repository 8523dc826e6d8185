import ArgumentParser

/// `tally import`: brings in what no platform tells.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring in what no platform here tells: FOCUS files, charges, your own numbers.",
    subcommands: [ImportFocusCommand.self, ImportChargesCommand.self, ImportMetricCommand.self]
  )
}
