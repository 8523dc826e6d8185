import Foundation
import Testing
import UsageModel
import UsageProviders

@testable import ProviderSimulator
@testable import Tallystick

/// Webhooks over real connections.
struct WebhookDeliveryTests {
  private static let both = Bench.digest.messages.map(\.id)

  /// Delivers to a receiver whose address is a secret.
  private func deliver(
    to url: String,
    format: String = "json",
    _ change: (inout Bench) -> Void = { _ in }
  ) async throws -> (DeliveryOutcome, Bench) {
    var bench = Bench()
    bench.environment["ALERT_URL"] = url
    change(&bench)
    let notifier = try bench.notifier("{ webhook: { env: ALERT_URL }, format: \(format) }")
    let outcomes = await notifier.deliver(Bench.digest)
    return (try #require(outcomes.first), bench)
  }

  @Test func `a webhook gets one POST with every message, and once only`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url + "?key=a%20b"
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL } }")
      let first = await notifier.deliver(Bench.digest)
      #expect(first.map(\.delivered) == [Self.both])
      #expect(first.map(\.tries) == [1])
      #expect(first.isComplete)
      #expect(first.settled(of: Bench.digest) == Set(Self.both))
      let request = try #require(receiver.requests.first)
      #expect(request.method == "POST")
      #expect(request.query == ["key": "a b"])
      #expect(request.path == "/services/T0KEN-of-the-receiver/+4711")
      #expect(request.contentType == "application/json; charset=utf-8")
      #expect(
        Array(request.body.utf8) == (try JSONBody.bytes(Bench.digest.messages, at: Simulation.now))
      )
      let second = await notifier.deliver(Bench.digest)
      #expect(second.map(\.delivered) == [[]])
      #expect(second.map(\.known) == [Self.both])
      #expect(second.isComplete)
      #expect(receiver.requests.count == 1)
      // What the memory has tells nothing of the address.
      let keys = bench.memory.all.keys.joined()
      #expect(keys.wholeMatch(of: #/webhook:[0-9a-f]{16}/#) != nil)
    }
  }

  @Test func `nothing to tell is no request`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL } }")
      #expect(await notifier.deliver(RunDigest(at: Simulation.now, [])).isComplete)
      #expect(receiver.requests == [])
    }
  }

  @Test func `three faults of a server are waited out`() async throws {
    let fault = Receiver.answer(500, "oops")
    try await Receiver.run([fault, fault, fault, Receiver.ok]) { receiver in
      let (outcome, bench) = try await deliver(to: receiver.url)
      #expect(outcome.problem == nil)
      #expect(outcome.tries == 4)
      #expect(bench.waits.made == [.milliseconds(500), .seconds(1), .seconds(2)])
      #expect(receiver.requests.count == 4)
      #expect(Set(receiver.requests).count == 1)
    }
  }

  @Test(arguments: [
    (["Retry-After": "7"], Duration.seconds(7)),
    (
      ["Retry-After": "Sat, 21 Nov 2026 06:00:12 GMT", "Date": "Sat, 21 Nov 2026 06:00:02 GMT"],
      .seconds(10)
    ),
    (["Retry-After": "soon"], .milliseconds(500)),
  ])
  func `a wait that a server asks for is kept`(headers: [String: String], wait: Duration)
    async throws
  {
    try await Receiver.run([Receiver.answer(429, "", headers), Receiver.ok]) { receiver in
      let (outcome, bench) = try await deliver(to: receiver.url)
      #expect(outcome.problem == nil)
      #expect(bench.waits.made == [wait])
    }
  }

  @Test(arguments: [
    (
      Receiver.answer(429, "", ["Retry-After": "3600"]),
      "answers 429, and asks to wait 3600 s, longer than 60 s", 1
    ),
    (
      Receiver.answer(500, "line one\nline two"),
      "answers 500: \"line one line two\", tried 4 times", 4
    ),
    (Receiver.answer(404, "no_service"), "answers 404: \"no_service\"", 1),
    (Receiver.answer(410, ""), "answers 410", 1),
    (
      Receiver.answer(302, "", ["Location": "http://127.0.0.1:1/\(Receiver.token)"]),
      "answers 302, a redirect, which is not followed", 1
    ),
    (
      SimulatedAnswer(reply: Receiver.ok.reply, delivery: .bomb),
      "the reply is larger than 1 MiB after decompression", 1
    ),
    (
      SimulatedAnswer(reply: Receiver.ok.reply, delivery: .nothing),
      "the connection broke before the reply was complete, tried 4 times", 4
    ),
  ])
  func `what a server does wrong is told, and the messages wait for the next run`(
    answer: SimulatedAnswer,
    expected: String,
    tries: Int
  ) async throws {
    try await Receiver.run([answer]) { receiver in
      let (outcome, bench) = try await deliver(to: receiver.url, format: "slack")
      #expect(outcome.problem == "webhook { env: ALERT_URL }: \(expected)")
      #expect(outcome.tries == tries)
      #expect(outcome.delivered == [])
      #expect(outcome.missed == Self.both)
      #expect(![outcome].isComplete)
      #expect([outcome].settled(of: Bench.digest) == [])
      #expect(bench.memory.all == [:])
      #expect(receiver.requests.count == tries)
    }
  }

  @Test func `a redirect's host is asked for nothing`() async throws {
    try await Receiver.run { other in
      let redirect = Receiver.answer(307, "", ["Location": other.url])
      try await Receiver.run([redirect]) { receiver in
        let (outcome, _) = try await deliver(to: receiver.url)
        #expect(outcome.problem != nil)
        #expect(other.requests == [])
      }
    }
  }

  @Test func `a server that is down is tried again and then told`() async throws {
    let url = try await Receiver.run { $0.url }
    let (outcome, bench) = try await deliver(to: url)
    #expect(
      outcome.problem == "webhook { env: ALERT_URL }: no connection could be made, tried 4 times"
    )
    #expect(bench.waits.made.count == 3)
  }

  @Test func `a server that never answers is given up`() async throws {
    let slow = SimulatedAnswer(reply: Receiver.ok.reply, delay: .seconds(600))
    try await Receiver.run([slow]) { receiver in
      let (outcome, _) = try await deliver(to: receiver.url) {
        $0.policy.limits.attempt = .seconds(2)
        $0.policy.limits.tries = 1
      }
      #expect(outcome.problem == "webhook { env: ALERT_URL }: no complete reply within 2 s")
    }
  }

  @Test func `a server without TLS gets nothing of what is for https`() async throws {
    try await Receiver.run { receiver in
      let url = receiver.url.replacing("http:", with: "https:")
      let (outcome, _) = try await deliver(to: url)
      #expect(outcome.missed == Self.both)
      #expect(
        outcome.problem
          == "webhook { env: ALERT_URL }: no secure connection could be made, tried 4 times"
      )
      #expect(receiver.requests == [])
    }
  }

  @Test(arguments: [
    ("", "the variable ALERT_URL is missing: the environment does not set it"),
    ("TOKEN", "expected an address such as https://hooks.example.com/…"),
    (
      "http://hooks.example.com/TOKEN",
      "plain http shows the message to everyone; use https (http is for addresses of this machine)"
    ),
  ])
  func `an address that cannot be used is told without it`(url: String, expected: String)
    async throws
  {
    let (outcome, _) = try await deliver(to: url)
    #expect(outcome.problem == "webhook { env: ALERT_URL }: \(expected)")
    #expect(outcome.missed == Self.both)
    #expect(outcome.tries == 0)
  }

  @Test func `each receiver has each message once, also where another one fails for days`()
    async throws
  {
    try await Receiver.run { good in
      let fault = Receiver.answer(404, "")
      try await Receiver.run([fault, fault, fault, Receiver.ok]) { bad in
        var bench = Bench()
        bench.environment = ["GOOD": good.url, "BAD": bad.url]
        let notifier = try bench.notifier("{ webhook: { env: GOOD } }", "{ webhook: { env: BAD } }")
        for day in 0..<3 {
          let moment = Simulation.now.advanced(bySeconds: Int64(day) * 86_400)
          let outcomes = await notifier.deliver(RunDigest(at: moment, [Bench.alert]))
          #expect(outcomes.map(\.missed) == [[], [Bench.alert.id]])
          #expect(outcomes.settled(of: Bench.digest) == [Bench.problem.id])
        }
        #expect(good.requests.count == 1)
        #expect(bad.requests.count == 3)
        // Something new comes up, and the other one works again: it gets both.
        let outcomes = await notifier.deliver(Bench.digest)
        #expect(outcomes.map(\.delivered) == [[Bench.problem.id], Self.both])
        #expect(outcomes.settled(of: Bench.digest) == Set(Self.both))
        #expect(await notifier.deliver(Bench.digest).map(\.delivered) == [[], []])
        #expect(good.requests.count == 2)
        #expect(bad.requests.count == 4)
      }
    }
  }

  @Test func `what was delivered and not noted down comes again with the same id`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL } }")
      bench.memory.fail(writing: true)
      let first = await notifier.deliver(Bench.digest)
      #expect(first.map(\.delivered) == [Self.both])
      #expect(
        first.flatMap(\.warnings) == [
          "webhook { env: ALERT_URL }: was told, which cannot be noted down, so it will be told again: "
            + "database or disk is full"
        ]
      )
      bench.memory.fail()
      #expect(await notifier.deliver(Bench.digest).map(\.delivered) == [Self.both])
      #expect(receiver.requests.count == 2)
      #expect(Set(receiver.requests.map(\.body)).count == 1)
    }
  }

  @Test func `an unreadable memory is a warning and not silence`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      bench.memory.fail(reading: true)
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL } }")
      let outcomes = await notifier.deliver(RunDigest(at: Simulation.now, [Bench.alert]))
      #expect(outcomes.map(\.delivered) == [[Bench.alert.id]])
      #expect(
        outcomes.flatMap(\.warnings) == [
          "webhook { env: ALERT_URL }: whether it was told before cannot be read: "
            + "database or disk is full"
        ]
      )
    }
  }

  @Test func `a message that is in a digest twice is told once`() async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL } }")
      let digest = RunDigest(at: Simulation.now, [Bench.alert, Bench.alert])
      #expect(await notifier.deliver(digest).map(\.delivered) == [[Bench.alert.id]])
    }
  }

  @Test func `of more than Slack takes at once, what was taken is noted down`() async throws {
    let messages = (0..<120).map {
      RunMessage(id: "\($0)", kind: .alert, title: "\($0)", text: "text")
    }
    try await Receiver.run([Receiver.ok, Receiver.answer(400, "invalid_blocks"), Receiver.ok]) {
      receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL }, format: slack }")
      let digest = RunDigest(at: Simulation.now, messages)
      let first = try #require(await notifier.deliver(digest).first)
      #expect(first.delivered == messages.prefix(50).map(\.id))
      #expect(first.missed == messages.dropFirst(50).map(\.id))
      #expect(first.problem == "webhook { env: ALERT_URL }: answers 400: \"invalid_blocks\"")
      let second = try #require(await notifier.deliver(digest).first)
      #expect(second.known == first.delivered)
      #expect(second.delivered == first.missed)
      #expect(receiver.requests.count == 4)
    }
  }
}
