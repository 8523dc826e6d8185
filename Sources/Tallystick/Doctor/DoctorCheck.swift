/// One thing that ``Doctor`` looks at.
protocol DoctorCheck: Sendable {
  /// What it looks at, in one word or two: `disk-space`.
  var name: String { get }

  /// What is wrong or worth knowing; it never throws, since the other checks go on.
  func findings() async -> [DoctorFinding]
}

/// What ``Doctor`` found, and where it looked.
public struct DoctorReport: Hashable, Sendable {
  /// What was found, in the order of the checks.
  public var findings: [DoctorFinding]

  /// The names of the checks that ran.
  public var checks: [String]

  /// Whether anything has to be mended.
  public var hasFault: Bool { findings.contains { $0.severity == .fault } }
}
