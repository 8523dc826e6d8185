import UsageModel
import UsageProviders
import UsageStore

/// Whether this version reads what the platforms answered last.
struct ReplyCheck: DoctorCheck {
  let name = "replies"
  /// The configured sources.
  let sources: [Configuration.Source]
  /// The platforms that they can be at.
  let providers: ProviderCatalogue
  /// Where the replies are.
  let store: any UsageStore

  func findings() async -> [DoctorFinding] {
    sources.flatMap { findings(of: $0.account) }
  }

  /// What the newest replies of a source say that this version does not know, or warns of.
  private func findings(of source: ProviderSource) -> [DoctorFinding] {
    guard let provider = providers.named(source.provider) else { return [] }
    do {
      return try store.newestReplies(of: source.name).flatMap { told(by: $0, of: source, provider) }
    } catch {
      return [DoctorFinding(.fault, source: source.name, "\(error)", mend: "tally store verify")]
    }
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
