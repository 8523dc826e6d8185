import Foundation
import Testing
import UsageModel
import UsageProviders

@testable import ProviderSimulator
@testable import Tallystick

/// Every way in which a secret can come back, and that it goes no further.
struct RedactionTests {
  private static let token = "pt_l1ve/K3y+with=signs&more"

  private static let forms = [
    token,
    "pt_l1ve\\/K3y+with=signs&more",
    "pt_l1ve\\u002fK3y\\u002bwith=signs&more",
    "pt_l1ve%2FK3y%2Bwith%3Dsigns%26more",
    "pt_l1ve%2fK3y%2bwith=signs&more",
    Data(token.utf8).base64EncodedString(),
    Data("user:\(token)".utf8).base64EncodedString(),
    Data("{\"t\":\"\(token)\"}".utf8).base64EncodedString(),
  ]

  /// Fails where any form of a secret is in a text.
  private func expectClean(_ text: String, _ comment: Comment) {
    for form in Self.forms { #expect(!text.contains(form), comment) }
    #expect(!text.contains("K3y"), comment)
    #expect(!text.contains("4711"), comment)
    #expect(!text.contains("T0KEN-of"), comment)
  }

  @Test(arguments: forms)
  func `a secret in any of its forms is blanked out`(form: String) {
    let secrets = KnownSecrets([Secret(Self.token)])
    expectClean(secrets.redacted("before \(form) after"), "a text")
    #expect(secrets.redacted("before \(form) after").contains("[secret]"))
    #expect(secrets.redacted("nothing to hide") == "nothing to hide")
  }

  @Test(arguments: [
    (
      "https://hooks.slack.com/services/T0001/B0002/xyzXYZxyzXYZxyzXYZxyzXYZ",
      "xyzXYZxyzXYZxyzXYZxyzXYZ"
    ),
    (
      "https://hc-ping.com/5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278",
      "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278"
    ),
    ("https://a.example.com/in?sig=Zm9vYmFy%2FZm9vYmFy&v=1", "Zm9vYmFy/Zm9vYmFy"),
    ("https://a.example.com/in?sig=Zm9vYmFy%2FZm9vYmFy&v=1", "Zm9vYmFy%2FZm9vYmFy"),
  ])
  func `of an address its tokens are secret too, and its common words are not`(
    url: String,
    token: String
  ) {
    let secrets = KnownSecrets()
    secrets.learn(address: Secret(url))
    #expect(secrets.redacted("POST \(url): no") == "POST [secret]: no")
    #expect(secrets.redacted("no \(token)!") == "no [secret]!")
    #expect(
      secrets.redacted("services in v=1 hooks.slack.com") == "services in v=1 hooks.slack.com"
    )
  }

  /// A digest in every field of which a secret stands.
  private var digest: RunDigest {
    let text = Self.forms.joined(separator: " ")
    return RunDigest(
      at: Simulation.now,
      [
        RunMessage(
          id: "id \(Self.token)",
          kind: .problem,
          title: "Title \(Self.token)",
          text: text,
          facts: [.init("message", text), .init(Self.token, "1")]
        )
      ],
      attachments: [.init(name: "\(Self.token).html", content: Array("<p>\(text)".utf8))]
    )
  }

  @Test(arguments: ["slack", "json"])
  func `no webhook is told a secret, nor is the memory`(format: String) async throws {
    try await Receiver.run { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      bench.secrets.learn(Secret(Self.token))
      let notifier = try bench.notifier("{ webhook: { env: ALERT_URL }, format: \(format) }")
      #expect(await notifier.deliver(digest).isComplete)
      let body = try #require(receiver.requests.first?.body)
      expectClean(body, "the body")
      #expect(body.contains("Title [secret]"))
      expectClean("\(bench.memory.all)", "the memory")
    }
  }

  @Test func `no mail holds a secret, nor its attachments`() async throws {
    try await withTemporaryFolder { folder in
      try write("#!/bin/sh\ncat > \(folder)/mail\n", to: "\(folder)/sendmail", mode: 0o755)
      var bench = Bench()
      bench.folder = folder
      bench.secrets.learn(Secret(Self.token))
      let notifier = try bench.notifier("{ email: a@example.com, command: ./sendmail }")
      #expect(await notifier.deliver(digest).isComplete)
      let mail = try #require(text(of: "\(folder)/mail"))
      // What base64 hides is looked at too.
      let attached = try #require(mail.components(separatedBy: "\"\n\n").last).prefix { $0 != "-" }
      let content = try #require(Data(base64Encoded: attached.filter { !$0.isNewline }))
      for text in [mail.replacing("=\n", with: ""), String(decoding: content, as: UTF8.self)] {
        expectClean(text, "the mail")
        #expect(text.contains("[secret]"))
      }
    }
  }

  @Test(arguments: [400, 500])
  func `what a server echoes is shown without secrets`(status: Int) async throws {
    let token = Receiver.token
    let echo =
      "bad request to /services/\(token) with \(Self.token) \(Self.forms.joined(separator: " "))"
    try await Receiver.run([Receiver.answer(status, echo)]) { receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      bench.secrets.learn(Secret(Self.token))
      let notifier = try bench.notifier(
        "{ webhook: { env: ALERT_URL } }",
        "{ heartbeat: { env: ALERT_URL } }"
      )
      let outcomes = await notifier.deliver(Bench.digest) + notifier.signal(.success)
      expectClean("\(outcomes)", "the outcome")
      #expect(outcomes.first?.problem?.contains("\"bad request to [secret] with [secret]") == true)
    }
  }

  @Test func `an echo that is cut within a secret does not show its beginning`() async throws {
    try await Receiver.run([Receiver.answer(400, "you sent \(Self.token.dropLast(5))")]) {
      receiver in
      var bench = Bench()
      bench.environment["ALERT_URL"] = receiver.url
      bench.secrets.learn(Secret(Self.token))
      let outcomes = try await bench.notifier("{ webhook: { env: ALERT_URL } }").deliver(
        Bench.digest
      )
      #expect(
        outcomes.map(\.problem) == [
          "webhook { env: ALERT_URL }: answers 400: \"you sent [secret]\""
        ]
      )
    }
  }

  @Test func `what commands write is shown without secrets`() async throws {
    try await withTemporaryFolder { folder in
      let forms = Self.forms.joined(separator: "\n")
      try write(forms, to: "\(folder)/forms")
      try write(
        "#!/bin/sh\ncat \(folder)/forms >&2\nexit 1\n",
        to: "\(folder)/sendmail",
        mode: 0o755
      )
      var bench = Bench()
      bench.folder = folder
      bench.secrets.learn(Secret(Self.token))
      let outcomes = try await bench.notifier("{ email: a@example.com, command: ./sendmail }")
        .deliver(Bench.digest)
      expectClean("\(outcomes)", "a mail command")
      #expect(
        outcomes.first?.problem
          == "email a@example.com: \(folder)/./sendmail ended with status 1\n"
          + String(repeating: "  [secret]\n", count: 6)
          // Letters that hold bits of the text around it too tell no letter of a secret.
          + "  dXNlcjp[secret]U=\n  eyJ0Ijoi[secret]In0="
      )
      let hook = RunHook(
        .init("cat forms; false"),
        in: WorkingFolder(folder),
        secrets: bench.secrets
      )
      let problem = try #require(await hook.run())
      expectClean(problem, "a hook")
      #expect(problem.contains("[secret]"))
    }
  }

  @Test func `a secret that stands where much output is cut is not shown in half`() async throws {
    try await withTemporaryFolder { folder in
      try write(String(repeating: "\(Self.token)\n", count: 20_000), to: "\(folder)/echo")
      for more in 0..<4 {
        let secrets = KnownSecrets([Secret(Self.token)])
        let hook = RunHook(
          .init("printf '%.\(more)s' xxxx; cat echo; false"),
          in: WorkingFolder(folder),
          secrets: secrets
        )
        expectClean(try #require(await hook.run()), "a hook with much output")
      }
    }
  }

  @Test func `all secrets of a configuration are known from the start`() throws {
    let sources = try Configuration.read(
      "sources:\n  - { provider: puter, token: { env: T } }\n  - { provider: shoal, api_key: { env: MISSING } }",
      file: "t.yaml"
    )
    .sources
    let secrets = KnownSecrets()
    secrets.learn(
      sources: sources,
      notifications: try Bench.notifications(
        "- { webhook: { env: U } }\n- { heartbeat: 'https://h.example.com/5bf66975' }\n- { email: a@b.c }"
      ),
      from: SecretVault(environment: [
        "T": Self.token, "U": "https://a.example.com/in/0123456789abcdef",
      ])
    )
    #expect(
      secrets.redacted("\(Self.token) 0123456789abcdef 5bf66975 a@b.c")
        == "[secret] [secret] [secret] a@b.c"
    )
  }

  @Test func `settings show no address`() throws {
    let all = try Bench.notifications("- { webhook: 'https://a.example.com/\(Self.token)' }")
    var dumped = ""
    dump(all, to: &dumped)
    expectClean("\(all) \(String(reflecting: all)) \(dumped)", "a description")
  }
}
