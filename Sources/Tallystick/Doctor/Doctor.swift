import UsageModel
import UsageProviders
public import UsageStore

/// Looks at what a working folder depends on, and says what is wrong or worth knowing.
public struct Doctor: Sendable {
  private let configuration: Configuration
  private let store: any UsageStore

  /// Creates a doctor for a configuration and its store.
  public init(configuration: Configuration, store: any UsageStore) {
    self.configuration = configuration
    self.store = store
  }

  /// What was found, the sources in the order of the configuration.
  public func findings() throws(StoreError) -> [DoctorFinding] {
    var findings = configuration.missingSecrets.map { DoctorFinding(.fault, source: nil, $0) }
    for source in configuration.sources {
      findings += try self.findings(of: source.account)
    }
    return findings
  }

  /// What the newest replies of a source say that this version does not know, or warns of.
  private func findings(of source: ProviderSource) throws(StoreError) -> [DoctorFinding] {
    guard let provider = Providers.named(source.provider) else { return [] }
    let replies = try store.newestReplies(of: source.name)
    guard !replies.isEmpty else {
      let hint = "it was never fetched; run `tally fetch \(source.name)`"
      return [DoctorFinding(.note, source: source.name, hint)]
    }
    var findings: [DoctorFinding] = []
    for reply in replies {
      for finding in told(by: reply, of: source, provider) where !findings.contains(finding) {
        findings.append(finding)
      }
    }
    return findings
  }

  private func told(
    by reply: ProviderReply,
    of source: ProviderSource,
    _ provider: any Provider
  ) -> [DoctorFinding] {
    do {
      return try provider.normalise(reply).findings.map { finding in
        DoctorFinding(.note, source: source.name, finding.text)
      }
    } catch {
      // It was readable when it was kept, by the version that kept it.
      return [DoctorFinding(.fault, source: source.name, "\(reply.request): \(error)")]
    }
  }
}
