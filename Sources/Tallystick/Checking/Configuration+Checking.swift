import Foundation
import UsageProviders

extension Configuration {
  /// Where something of the file is, as messages show it: the line, or the file where no line is known.
  func place(ofLine line: Int?) -> String {
    line.map { "\(file):\($0)" } ?? file
  }

  /// What is wrong with the sources' secrets, one sentence each; empty when all can be read.
  public var missingSecrets: [String] {
    let vault = vault
    var problems: [String] = []
    for source in sources {
      for (key, reference) in source.secrets.sorted(by: { $0.key < $1.key }) {
        do {
          _ = try vault.secret(reference)
        } catch {
          let place = place(ofLine: source.line)
          problems.append("\(place): source \(source.account.name), `\(key)`: \(error)")
        }
      }
    }
    return problems
  }

  /// Which secrets are not blanked out, with why and what to do; empty when all are.
  public var ordinarySecrets: [String] {
    let vault = vault
    return sources.flatMap { source in
      source.secrets.sorted { $0.key < $1.key }.compactMap { key, reference in
        let reason = (try? vault.secret(reference))?.ordinariness
        return reason.map {
          "\(place(ofLine: source.line)): source \(source.account.name), `\(key)`: \(Self.notHidden($0))"
        }
      }
    }
  }

  /// What to say of a secret that is not blanked out.
  static func notHidden(_ reason: String) -> String {
    "the credential is not blanked out in replies and messages, since \(reason); "
      + "if it is really the credential, ask the platform for a longer one"
  }
}
