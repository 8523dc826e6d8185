/// Whether the machine's clock is right, by the clocks of the platforms.
struct ClockCheck: DoctorCheck {
  let name = "clock"
  /// What the hosts answered.
  let answers: [HostAnswer]

  /// Beyond this it is worth knowing, in seconds: usage near midnight may be counted to another day.
  private static let worthKnowing: Int64 = 60
  /// Beyond this it has to be mended, in seconds: signed tokens and certificates are refused.
  private static let tooFar: Int64 = 300

  func findings() async -> [DoctorFinding] {
    let told = answers.compactMap { answer in answer.ahead.map { (answer.host, $0) } }
    // Where the clocks there differ, the one nearest to ours is taken for right, and the others are off.
    guard let least = told.map(\.1).min(by: { abs($0) < abs($1) }) else { return [] }
    guard abs(least) <= Self.worthKnowing else {
      let severity: DoctorFinding.Severity = abs(least) > Self.tooFar ? .fault : .note
      let text = "the machine's clock is \(Self.text(least)) the platforms' clocks"
      return [DoctorFinding(severity, text, mend: "timedatectl set-ntp true")]
    }
    return told.filter { abs($0.1) > Self.worthKnowing }.map { host, ahead in
      let text = "the clock at \(host.address) is \(Self.text(-ahead)) the machine's"
      return DoctorFinding(.note, source: host.source, text)
    }
  }

  private static func text(_ seconds: Int64) -> String {
    "\(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind")"
  }
}
