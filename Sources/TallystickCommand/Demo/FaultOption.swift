import ArgumentParser
import ProviderSimulator

/// A fault on the command line: `rate-limited` for every platform, `puter=rate-limited` for one.
struct FaultOption: ExpressibleByArgument {
  let fault: ProviderSimulator.Fault
  /// The platforms that it is set for.
  let providers: [String]

  static let allValueStrings: [String] = ProviderSimulator.Fault.named.map(\.key)

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let known = ProviderSimulator.credentials.keys.sorted()
    providers = parts.count == 2 ? known.filter { $0 == parts[0] } : known
    let name = parts.last.map(String.init)
    guard let fault = ProviderSimulator.Fault.named.first(where: { $0.key == name })?.value,
      !providers.isEmpty
    else { return nil }
    self.fault = fault
  }
}
