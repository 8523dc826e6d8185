import UsageProviders

/// Whether every host that sources are fetched from answers.
struct ReachabilityCheck: DoctorCheck {
  let name = "network"
  /// What the hosts answered.
  let answers: [HostAnswer]

  func findings() async -> [DoctorFinding] {
    answers.compactMap { answer in
      answer.error.map { error in
        DoctorFinding(
          .fault,
          source: answer.host.source,
          "\(answer.host.address) does not answer: \(error)",
          mend: Self.mend(error, answer.host)
        )
      }
    }
  }

  private static func mend(_ error: HTTPError, _ host: ProbedHost) -> String {
    switch error.code {
    case .untrusted where host.caFile == nil: "apt-get install ca-certificates"
    default: "curl -sSIv \(ShellWord.quoted(host.address))"
    }
  }
}
