import Foundation
import UsageProviders

extension Configuration {
  /// What is wrong with the sources' secrets, one sentence each; empty when all can be read.
  public var missingSecrets: [String] {
    let vault = vault
    var problems: [String] = []
    for source in sources {
      for (key, reference) in source.secrets.sorted(by: { $0.key < $1.key }) {
        do {
          _ = try vault.secret(reference)
        } catch {
          let place = source.line.map { "\(file):\($0)" } ?? file
          problems.append("\(place): source \(source.account.name), `\(key)`: \(error)")
        }
      }
    }
    return problems
  }
}
