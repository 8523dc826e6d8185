import Testing
import UsageProviders

@testable import ProviderSimulator
@testable import Tallystick

/// The signs of life that a watching service waits for.
struct HeartbeatTests {
  private func signal(
    _ signals: [HeartbeatSignal],
    at url: String
  ) async throws -> [DeliveryOutcome] {
    var bench = Bench()
    bench.environment["HEARTBEAT_URL"] = url
    let notifier = try bench.notifier("{ heartbeat: { env: HEARTBEAT_URL } }")
    var outcomes: [DeliveryOutcome] = []
    for signal in signals { outcomes += await notifier.signal(signal) }
    return outcomes
  }

  @Test(arguments: ["", "/"])
  func `start, success and failure are three addresses`(end: String) async throws {
    try await Receiver.run { receiver in
      let outcomes = try await signal(
        [.start, .success, .failure],
        at: "http://127.0.0.1:\(receiver.port)/ping/5bf66975-d4c7\(end)?create=1"
      )
      #expect(outcomes.flatMap(\.warnings) == [])
      #expect(receiver.requests.map(\.method) == ["GET", "GET", "GET"])
      #expect(
        receiver.requests.map(\.path)
          == ["/ping/5bf66975-d4c7/start", "/ping/5bf66975-d4c7", "/ping/5bf66975-d4c7/fail"]
      )
      #expect(
        receiver.requests.map(\.query) == [["create": "1"], ["create": "1"], ["create": "1"]]
      )
    }
  }

  @Test func `a heartbeat that fails is a warning and nothing more`() async throws {
    try await Receiver.run([Receiver.answer(503, "later")]) { receiver in
      let outcomes = try await signal([.success], at: receiver.url)
      #expect(
        outcomes.flatMap(\.warnings)
          == ["heartbeat { env: HEARTBEAT_URL }: answers 503: \"later\", tried 3 times"]
      )
      #expect(outcomes.isComplete)
      #expect(outcomes.map(\.missed) == [[]])
    }
    let missing = try await signal([.start], at: "")
    #expect(
      missing.flatMap(\.warnings) == [
        "heartbeat { env: HEARTBEAT_URL }: the variable HEARTBEAT_URL is missing: "
          + "the environment does not set it"
      ]
    )
    #expect(missing.isComplete)
  }

  @Test func `messages do not go to heartbeats, nor signals to the others`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment = ["A": receiver.url, "B": receiver.url + "/beat"]
      let notifier = try bench.notifier("{ webhook: { env: A } }", "{ heartbeat: { env: B } }")
      #expect(await notifier.deliver(Bench.digest).map(\.target) == ["webhook { env: A }"])
      #expect(await notifier.signal(.start).map(\.target) == ["heartbeat { env: B }"])
      #expect(receiver.requests.map(\.method) == ["POST", "GET"])
    }
  }
}
