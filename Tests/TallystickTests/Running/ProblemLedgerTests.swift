import Testing
import UsageModel
import UsageStore

@testable import Tallystick

/// What is told of problems: once when one begins, and once when it ends.
struct ProblemLedgerTests {
  private func moment(_ hour: Int64) -> Timestamp { Timestamp(seconds: hour * 3600) }

  private func ids(_ ledger: ProblemLedger) -> [String] { ledger.messages.map(\.id) }

  @Test func `a problem has one message however often it is found, and another one for its end`() {
    let broken = ProblemLedger.Finding(key: "source notte", text: "HTTP 503")
    var ledger = ProblemLedger([broken], known: [], at: moment(1))
    let first = ids(ledger)
    #expect(first == ["problem source notte since 1970-01-01T01:00:00Z"])
    for hour in 2...5 as ClosedRange<Int64> {
      ledger = ProblemLedger(
        [.init(key: broken.key, text: "HTTP 50\(hour)")],
        known: ledger.standing,
        at: moment(hour)
      )
      #expect(ids(ledger) == first)
      #expect(ledger.messages[0].text == "HTTP 50\(hour)")
    }
    ledger = ProblemLedger([], known: ledger.standing, at: moment(6))
    #expect(ids(ledger) == ["recovery source notte since 1970-01-01T01:00:00Z"])
    #expect(ledger.messages[0].kind == .recovery)
    #expect(ledger.messages[0].text == "works again; it did not since 1970-01-01T01:00:00Z")
  }

  @Test
  func `an end is told until everybody knows, and a new problem of the same key is another one`() {
    let key = "report a"
    var ledger = ProblemLedger([.init(key: key, text: "x")], known: [], at: moment(1))
    ledger = ProblemLedger([], known: ledger.standing, at: moment(2))
    ledger.forget(settled: [])
    ledger = ProblemLedger([.init(key: key, text: "y")], known: ledger.standing, at: moment(3))
    #expect(
      ids(ledger) == [
        "recovery report a since 1970-01-01T01:00:00Z",
        "problem report a since 1970-01-01T03:00:00Z",
      ]
    )
    // That a problem is known to everybody does not end it.
    ledger.forget(settled: Set(ids(ledger)))
    #expect(ids(ledger) == ["problem report a since 1970-01-01T03:00:00Z"])
  }

  @Test func `what a run did not look at stays as it was`() {
    let known = [StandingProblem(key: "source a", since: moment(1), text: "x")]
    let ledger = ProblemLedger([], known: known, except: { $0 == "source a" }, at: moment(2))
    #expect(ledger.standing == known)
  }

  @Test func `findings of one key are one problem, that of the first`() {
    let findings = ["x", "y"].map { ProblemLedger.Finding(key: "output", text: $0) }
    #expect(ProblemLedger(findings, known: [], at: moment(1)).standing.map(\.text) == ["x"])
  }
}
