import UsageModel

/// What replies said of a source's allowances, in any order.
struct AllowanceHistory {
  /// What one reply said.
  struct Observation {
    /// What was asked for.
    var request: String
    /// When the allowances stood so.
    var observedAt: Timestamp
    /// When this machine learnt it.
    var learntAt: Timestamp
    /// The SHA-256 of the reply's body, which decides between two replies of one moment.
    var digest: [UInt8]
    /// The allowances.
    var allowances: [Allowance]
  }

  /// The source.
  let source: String
  var observations: [Observation] = []

  /// One series an allowance, in the order of their names.
  func series() -> [AllowanceSeries] {
    var series: [[String]: AllowanceSeries] = [:]
    for observation in settled {
      for allowance in observation.allowances {
        let point = AllowancePoint(
          observedAt: observation.observedAt,
          learntAt: observation.learntAt,
          allowance: allowance
        )
        series[
          [allowance.name, allowance.unit],
          default: AllowanceSeries(
            source: source,
            name: allowance.name,
            unit: allowance.unit,
            points: []
          )
        ].points.append(point)
      }
    }
    return series.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  /// In order of time, one for each request and moment: that of the greater digest.
  private var settled: [Observation] {
    let ordered = observations.sorted { left, right in
      if left.observedAt != right.observedAt { return left.observedAt < right.observedAt }
      if left.request != right.request { return left.request < right.request }
      return left.digest.lexicographicallyPrecedes(right.digest)
    }
    return ordered.lastOfEach { $0.observedAt == $1.observedAt && $0.request == $1.request }
  }
}
