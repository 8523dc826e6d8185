import Foundation
import UsageProviders

/// A host that sources are fetched from.
struct ProbedHost: Hashable, Sendable {
  /// The address of the host: scheme, name and port, and no path.
  let address: String
  /// A file of certificates to trust in place of the system's.
  let caFile: String?
  /// The first source that is fetched from it.
  var source: String

  /// The hosts of the configured sources, each once.
  static func all(of configuration: Configuration) -> [ProbedHost] {
    var hosts: [ProbedHost] = []
    for source in configuration.sources.map(\.account) {
      let base = source.baseURL ?? configuration.providers.named(source.provider)?.defaultBaseURL
      for address in [base, source.options["token_url"]].compactMap(\.self) {
        guard let address = root(of: address) else { continue }
        let isKnown = hosts.contains { $0.address == address && $0.caFile == source.limits.caFile }
        guard !isKnown else { continue }
        hosts.append(
          ProbedHost(address: address, caFile: source.limits.caFile, source: source.name)
        )
      }
    }
    return hosts
  }

  /// An address without its path, which could cost something to ask for.
  private static func root(of address: String) -> String? {
    guard let parts = URLComponents(string: address), let scheme = parts.scheme,
      let host = parts.encodedHost, !host.isEmpty
    else { return nil }
    let port = parts.port.map { ":\($0)" } ?? ""
    return "\(scheme)://\(host)\(port)/"
  }
}
