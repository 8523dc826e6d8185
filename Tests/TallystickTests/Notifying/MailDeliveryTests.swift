import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// Mails through real processes in place of `sendmail`.
struct MailDeliveryTests {
  /// A folder with a mail command that the test has written.
  private struct Post {
    let folder: String
    var bench = Bench()

    var mail: String? { text(of: "\(folder)/mail") }
    var arguments: String? { text(of: "\(folder)/arguments") }
    /// One line a call.
    var calls: Int { text(of: "\(folder)/calls")?.split(separator: "\n").count ?? 0 }

    init(_ folder: String, _ lines: String, named name: String = "sendmail") throws {
      self.folder = folder
      bench.folder = folder
      try write(
        "#!/bin/sh\necho call >> \(folder)/calls\nprintf '%s|' \"$@\" > \(folder)/arguments\n\(lines)\n",
        to: "\(folder)/bin/\(name)",
        mode: 0o755
      )
    }

    func deliver(_ details: String = "", _ digest: RunDigest = Bench.digest) async throws
      -> DeliveryOutcome
    {
      let entry = "{ email: finance@example.com\(details) }"
      return try #require(await bench.notifier(entry).deliver(digest).first)
    }
  }

  private static let both = Bench.digest.messages.map(\.id)

  @Test func `the command gets the mail on standard input, and its arguments`() async throws {
    try await withTemporaryFolder { folder in
      var post = try Post(folder, "cat > \(folder)/mail; env > \(folder)/env; pwd > \(folder)/pwd")
      post.bench.environment = [
        "PATH": "\(folder)/bin:/usr/bin:/bin", "HOME": "/home/it", "LC_TIME": "C",
        "PUTER_TOKEN": "abc", "AWS_SECRET_ACCESS_KEY": "def",
      ]
      let report = RunDigest.Attachment(name: "a.html", content: Array("<p>".utf8))
      let digest = RunDigest(at: Simulation.now, Bench.digest.messages, attachments: [report])
      let outcome = try await post.deliver("", digest)
      #expect(outcome.problem == nil)
      #expect(outcome.delivered == Self.both)
      #expect(post.arguments == "-t|-oi|")
      let address = try #require(MailAddress("finance@example.com"))
      let expected = MailBody(email: .init(to: address), moment: Simulation.now)
        .bytes(digest.messages, attachments: [report])
      #expect(post.mail == String(decoding: expected, as: UTF8.self))
      let variables = try #require(text(of: "\(folder)/env")).split(separator: "\n")
        .map { $0.prefix { $0 != "=" } }
      // The shell itself adds PWD, and some shells more.
      #expect(
        Set(variables).subtracting(["PWD", "OLDPWD", "SHLVL", "_"]) == ["HOME", "LC_TIME", "PATH"]
      )
      #expect(
        URL(
          filePath: try #require(text(of: "\(folder)/pwd")).split(separator: "\n").map(String.init)[
            0
          ]
        )
        .resolvingSymlinksInPath() == URL(filePath: folder).resolvingSymlinksInPath()
      )
      #expect(try await post.deliver("", digest).known == Self.both)
      #expect(post.calls == 1)
    }
  }

  @Test func `a mail of some megabytes arrives whole`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, "cat > \(folder)/mail")
      let content = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: 32 + $0 % 90) }
      let digest = RunDigest(
        at: Simulation.now,
        [Bench.alert],
        attachments: [.init(name: "a.html", content: content)]
      )
      let outcome = try await post.deliver(", command: bin/sendmail", digest)
      #expect(outcome.problem == nil)
      let encoded = try #require(post.mail?.components(separatedBy: "filename=\"a.html\"\n\n").last)
      let base64 = encoded.prefix { $0 != "-" }.filter { !$0.isNewline }
      #expect(Data(base64Encoded: String(base64)) == Data(content))
    }
  }

  @Test func `a command that does not read its input is no reason to end`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, "exec 0<&-; exit 0")
      #expect(try await post.deliver(", command: bin/sendmail").problem == nil)
    }
  }

  @Test func `arguments of the configuration come first and no shell reads them`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, "cat > \(folder)/mail")
      let outcome = try await post.deliver(", command: [bin/sendmail, -a, '$(touch x) ; *']")
      #expect(outcome.problem == nil)
      #expect(post.arguments == "-a|$(touch x) ; *|-t|-oi|")
    }
  }

  @Test func `a program beside a configuration that was named by a relative path is found`()
    async throws
  {
    try await withTemporaryFolder { above in
      // Deeper than the folder of the tests, so that the path leads elsewhere from there.
      let folder = above + String(repeating: "/deeper", count: 12)
      var post = try Post(folder, "cat > mail")
      let up = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in ".." }
      post.bench.folder = up.joined(separator: "/") + folder
      #expect(try await post.deliver(", command: bin/sendmail").problem == nil)
      #expect(post.mail?.hasPrefix("To: finance@example.com\n") == true)
    }
  }

  @Test func `a program that has to wait is tried again`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(
        folder,
        "[ $(wc -l < \(folder)/calls) -gt 2 ] || { echo 'queue is busy' >&2; exit 75; }; cat > \(folder)/mail"
      )
      let outcome = try await post.deliver(", command: bin/sendmail")
      #expect(outcome.problem == nil)
      #expect(outcome.tries == 3)
      #expect(post.bench.waits.made == [.milliseconds(500), .seconds(1)])
      #expect(post.mail?.hasPrefix("To: finance@example.com\n") == true)
    }
  }

  @Test(arguments: [
    (
      "echo 'no such user' >&2; echo and more; exit 1",
      "ended with status 1\n  no such user\n  and more", 1
    ),
    ("exit 75", "ended with status 75, tried 4 times", 4),
    ("kill -9 $$", "was ended by signal 9", 1),
  ])
  func `how a command failed is told with what it said`(
    script: String,
    expected: String,
    tries: Int
  ) async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, script)
      let outcome = try await post.deliver(", command: bin/sendmail")
      #expect(outcome.problem == "email finance@example.com: \(folder)/bin/sendmail \(expected)")
      #expect(outcome.missed == Self.both)
      #expect(outcome.tries == tries)
      #expect(post.calls == tries)
      #expect(post.bench.memory.all == [:])
    }
  }

  @Test func `a command that hangs is killed with all that it started`() async throws {
    try await withTemporaryFolder { folder in
      var post = try Post(
        folder,
        "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > \(folder)/child; sleep 600; sleep 600' & "
          + "echo waiting; wait; sleep 600"
      )
      post.bench.policy.command = .seconds(2)
      let outcome = try await post.deliver(", command: bin/sendmail")
      #expect(
        outcome.problem
          == "email finance@example.com: \(folder)/bin/sendmail took longer than 2 s\n  waiting"
      )
      let child = try #require(
        text(of: "\(folder)/child")?.split(separator: "\n").first.flatMap { pid_t($0) }
      )
      try await eventually { hasEnded(child) }
    }
  }

  @Test func `a command whose child keeps its output open is not waited for`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, "sleep 30 & echo $! > \(folder)/child; exit 0")
      #expect(try await post.deliver(", command: bin/sendmail").problem == nil)
      let child = try #require(
        text(of: "\(folder)/child")?.split(separator: "\n").first.flatMap { pid_t($0) }
      )
      // Had it been waited for, it would be gone. It is not ours to end; the test ends it.
      #expect(!hasEnded(child))
      kill(child, SIGKILL)
    }
  }

  @Test func `a command that is nowhere, or is no program, is told`() async throws {
    try await withTemporaryFolder { folder in
      let post = try Post(folder, "exit 0")
      #expect(
        try await post.deliver(", command: no-such-mailer").problem
          == "email finance@example.com: there is no program no-such-mailer in PATH or "
          + "/usr/sbin, /usr/lib, /usr/local/sbin, /sbin; install one, or name another with `command:`"
      )
      #expect(
        try await post.deliver(", command: bin/nothing").problem
          == "email finance@example.com: there is no program \(folder)/bin/nothing; "
          + "install one, or name another with `command:`"
      )
      try write("no program", to: "\(folder)/bin/text")
      #expect(
        try await post.deliver(", command: bin/text").problem?.contains("there is no program")
          == true
      )
      try write("#!/nowhere/sh\n", to: "\(folder)/bin/broken", mode: 0o755)
      #expect(
        try await post.deliver(", command: bin/broken").problem
          == "email finance@example.com: \(folder)/bin/broken cannot be run: there is no such program"
      )
    }
  }
}

/// Whether a process is gone, or waits only for its parent to notice.
func hasEnded(_ process: pid_t) -> Bool {
  guard kill(process, 0) == 0 else { return true }
  let status = text(of: "/proc/\(process)/stat") ?? ""
  return status.isEmpty || status.contains(") Z ")
}
