import UsageModel
import UsageStore

/// What does not work, as a run finds it and as earlier ones did.
///
/// A problem has one message, and so has its end: their ids stay the same from run to run, so that whoever has taken
/// them is not told again.
struct ProblemLedger {
  /// Something that a run has found not to work.
  struct Finding: Hashable {
    /// What it is about: `source notte`.
    let key: String
    /// What is wrong, and what to do.
    let text: String
  }

  /// All problems, those that have ended until everybody knows.
  private(set) var standing: [StandingProblem]

  /// Compares what was found with what was known.
  ///
  /// - Parameters:
  ///   - found: What does not work now.
  ///   - known: What was known before.
  ///   - unknown: Whether a key was not looked at by this run, so that its problem stays as it is.
  ///   - moment: The run's moment.
  init(
    _ found: [Finding],
    known: [StandingProblem],
    except unknown: (String) -> Bool = { _ in false },
    at moment: Timestamp
  ) {
    var texts: [String: String] = [:]
    for finding in found where texts[finding.key] == nil { texts[finding.key] = finding.text }
    standing = []
    for var problem in known {
      if problem.endedAt == nil, !unknown(problem.key) {
        if let text = texts.removeValue(forKey: problem.key) {
          problem.text = text
        } else {
          problem.endedAt = moment
        }
      }
      standing.append(problem)
    }
    standing += texts.sorted { $0.key < $1.key }
      .map { StandingProblem(key: $0.key, since: moment, text: $0.value) }
  }

  /// What there is to tell: each problem, or its end.
  var messages: [RunMessage] { standing.map(\.message) }

  /// Forgets the problems whose end everybody knows.
  mutating func forget(settled: Set<String>) {
    standing.removeAll { $0.endedAt != nil && settled.contains($0.message.id) }
  }
}

extension StandingProblem {
  /// The message of the problem, or of its end.
  var message: RunMessage {
    let facts = [RunMessage.Fact("about", key), RunMessage.Fact("since", since.description)]
    guard let endedAt else {
      return RunMessage(
        id: "problem \(key) since \(since)",
        kind: .problem,
        title: key,
        text: text,
        facts: facts
      )
    }
    return RunMessage(
      id: "recovery \(key) since \(since)",
      kind: .recovery,
      title: key,
      text: key == "fail_on"
        ? "all is within budget again; it was not since \(since)"
        : "works again; it did not since \(since)",
      facts: facts + [RunMessage.Fact("ended_at", endedAt.description)]
    )
  }
}
