import Testing
import UsageProviders

@testable import Tallystick

/// `notify:`, `hooks:` and `fail_on:` as the configuration has them.
struct NotifyReadingTests {
  @Test func `every kind of entry is read with its defaults`() throws {
    let all = try Bench.notifications(
      """
      - { webhook: { env: ALERT_URL }, format: slack }
      - { webhook: "https://alerts.example.com/in?key=k" }
      - { webhook: "http://127.0.0.1:8080/in" }
      - { email: finance@example.com }
      - { email: it@example.com, from: tally@example.com, command: "msmtp -a work", attach: false }
      - { email: ops@example.com, command: [bin/mail, "a b"] }
      - { heartbeat: { file: secrets/beat.url } }
      """
    )
    let finance = try #require(MailAddress("finance@example.com"))
    let it = try #require(MailAddress("it@example.com"))
    let ops = try #require(MailAddress("ops@example.com"))
    #expect(
      all.map(\.channel) == [
        .webhook(.reference(.environment("ALERT_URL")), .slack),
        .webhook(.literal(Secret("https://alerts.example.com/in?key=k")), .json),
        .webhook(.literal(Secret("http://127.0.0.1:8080/in")), .json),
        .email(.init(to: finance, command: ["sendmail"], attachesReports: true)),
        .email(
          .init(
            to: it,
            from: MailAddress("tally@example.com"),
            command: ["msmtp", "-a", "work"],
            attachesReports: false
          )
        ),
        .email(.init(to: ops, command: ["bin/mail", "a b"])),
        .heartbeat(.reference(.file("secrets/beat.url"))),
      ]
    )
    #expect(all.map(\.line) == [2, 3, 4, 5, 6, 7, 8])
    #expect(
      all.map(\.label) == [
        "webhook { env: ALERT_URL }", "webhook at alerts.example.com", "webhook at 127.0.0.1",
        "email finance@example.com", "email it@example.com", "email ops@example.com",
        "heartbeat { file: secrets/beat.url }",
      ]
    )
  }

  @Test(arguments: [
    ("- { webhok: x }", "2: unknown key `notify[1].webhok`; did you mean `webhook`?"),
    (
      "- https://h.example.com/SECRET",
      "2: `notify[1]`: an entry needs one of `webhook`, `email` and `heartbeat`"
    ),
    (
      "- { format: slack }",
      "2: `notify[1]`: an entry needs one of `webhook`, `email` and `heartbeat`"
    ),
    (
      "- { email: a@b.c, heartbeat: { env: H } }",
      "2: `notify[1]`: an entry needs one of `webhook`, `email` and `heartbeat`"
    ),
    (
      "- { heartbeat: { env: H }, format: slack }",
      "2: unknown key `notify[1].format`; the keys here are heartbeat"
    ),
    (
      "- { webhook: { env: H }, format: teams }",
      "2: `notify[1].format`: expected slack or json, got \"teams\""
    ),
    (
      "- { webhook: 'https://SECRET@h.example.com/' }",
      "2: `notify[1].webhook`: an address here has no user, no password and no `#`"
    ),
    (
      "- { webhook: 'http://h.example.com/SECRET' }",
      "2: `notify[1].webhook`: plain http shows the message to everyone; use https "
        + "(http is for addresses of this machine)"
    ),
    (
      "- { webhook: 'ftp://h.example.com/SECRET' }",
      "2: `notify[1].webhook`: expected an address such as https://hooks.example.com/…"
    ),
    (
      "- { webhook: 'https://h_.example..com:99999/SECRET' }",
      "2: `notify[1].webhook`: the address has no usable host name or port"
    ),
    (
      "- { webhook: { url: SECRET } }",
      "2: `notify[1].webhook`: write { env: NAME }, { file: PATH } or an https address"
    ),
    (
      "- { webhook: [SECRET] }",
      "2: `notify[1].webhook`: write { env: NAME }, { file: PATH } or an https address"
    ),
    (
      "- { email: 'a@b.c, d@e.f' }",
      "2: `notify[1].email`: expected one mail address such as finance@example.com, got \"a@b.c, d@e.f\""
    ),
    (
      "- { email: \"a@b.c\\nBcc: x@y.z\" }",
      "2: `notify[1].email`: expected one mail address such as finance@example.com, "
        + "got \"a@b.c\\nBcc: x@y.z\""
    ),
    (
      "- { email: a@b.c, from: boss }",
      "2: `notify[1].from`: expected one mail address such as finance@example.com, got \"boss\""
    ),
    (
      "- { email: a@b.c, command: 'mail; rm -rf x' }",
      "2: `notify[1].command`: no shell reads the command; write it as a list: [msmtp, -a, work]"
    ),
    (
      "- { email: a@b.c, command: [] }",
      "2: `notify[1].command`: expected a program such as sendmail"
    ),
    (
      "- { email: a@b.c, attach: maybe }",
      "2: `notify[1].attach`: expected true or false, got \"maybe\""
    ),
    (
      "- { email: a@b.c }\n- { email: a@b.c, attach: false }",
      "3: `notify[2]`: another entry is for email a@b.c too"
    ),
  ])
  func `a mistake names its place and what is allowed, and shows no address`(
    yaml: String,
    expected: String
  ) {
    let error = #expect(throws: ConfigurationError.self) { try Bench.notifications(yaml) }
    #expect(error?.description == "t.yaml:\(expected)")
    #expect(error?.description.contains("SECRET") == false)
  }

  @Test(arguments: [
    "a", "@b", "a@", "a@b@c", ".a@b", "a..b@c", "a b@c", "a@b\n", "-t@b.c", "ä@b.c", "a@b,c",
    "A <a@b>", "a@[1.2.3.4]", "\"a\"@b", String(repeating: "a", count: 65) + "@b.c",
  ])
  func `what is no plain mail address is none`(text: String) {
    #expect(MailAddress(text) == nil)
  }

  private func value(_ text: String) throws -> YAMLValue? {
    try YAMLValue.parse(text, file: "t.yaml")?.entries().first?.value
  }

  @Test func `hooks and the exit status are read with their defaults`() throws {
    let reading = NotifyReading(folder: WorkingFolder("."))
    #expect(try reading.hooks(nil) == .init())
    #expect(
      try reading.hooks(try value("hooks: { after_reports: rsync -a Reports/ web:/srv }"))
        == .init(afterReports: .init("rsync -a Reports/ web:/srv", timeout: .seconds(300)))
    )
    #expect(
      try reading.hooks(try value("hooks: { after_reports: a, timeout: 90s }"))
        == .init(afterReports: .init("a", timeout: .seconds(90)))
    )
    #expect(try reading.failOn(nil) == .none)
    #expect(try reading.failOn(try value("fail_on: forecast")) == .forecast)
  }

  @Test(arguments: [
    ("hooks: { after_report: a }", "unknown key `after_report`; did you mean `after_reports`?"),
    (
      "hooks: { after_reports: ' ' }",
      "`hooks.after_reports`: expected a line for the shell, got an empty text"
    ),
    ("hooks: { timeout: 5m }", "`hooks.timeout`: there is no hook to limit"),
    (
      "hooks: { after_reports: a, timeout: soon }",
      "`hooks.timeout`: expected a duration such as 30s, 5m or 26h, got \"soon\""
    ),
    ("fail_on: always", "`fail_on`: expected none, breach or forecast, got \"always\""),
    ("fail_on: []", "`fail_on`: expected none, breach or forecast, got a list"),
  ])
  func `a mistake in hooks and exit status says what is allowed`(yaml: String, expected: String) {
    let reading = NotifyReading(folder: WorkingFolder("."))
    let error = #expect(throws: ConfigurationError.self) {
      let value = try value(yaml)
      if yaml.hasPrefix("hooks") {
        _ = try reading.hooks(value)
      } else {
        _ = try reading.failOn(value)
      }
    }
    #expect(
      error?.description.replacing("hooks.after_report`;", with: "after_report`;")
        == "t.yaml:1: \(expected)"
    )
  }
}
