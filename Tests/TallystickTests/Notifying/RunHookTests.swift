import Foundation
import Testing
import UsageProviders

@testable import Tallystick

/// The user's commands, in real shells.
struct RunHookTests {
  private func run(
    _ line: String,
    in folder: String = ".",
    timeout: Duration = .seconds(300),
    secrets: KnownSecrets = KnownSecrets(),
    _ environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) async -> String? {
    await RunHook(
      .init(line, timeout: timeout),
      in: WorkingFolder(folder),
      secrets: secrets,
      environment: environment
    )
    .run()
  }

  @Test func `a line runs in a shell in the working folder, with nothing to read`() async throws {
    try await withTemporaryFolder { folder in
      #expect(
        await run("cat; for a in 1 2; do echo $a; done > out && echo told", in: folder) == nil
      )
      #expect(text(of: "\(folder)/out") == "1\n2\n")
    }
  }

  @Test func `its environment has a few variables, and no secret under any name`() async throws {
    try await withTemporaryFolder { folder in
      let secrets = KnownSecrets([Secret("s3cret-value")])
      let environment = [
        "PATH": "\(folder)/bin:/usr/bin:/bin", "HOME": "/home/it", "TZ": "UTC",
        "PUTER_TOKEN": "other", "LANG": "C.s3cret-value", "SSH_AUTH_SOCK": "/run/agent",
      ]
      #expect(await run("env > variables", in: folder, secrets: secrets, environment) == nil)
      let lines = try #require(text(of: "\(folder)/variables")).split(separator: "\n").map(
        String.init
      )
      let own = lines.filter {
        !$0.hasPrefix("PWD=") && !$0.hasPrefix("_=") && !$0.hasPrefix("SHLVL=")
      }
      #expect(
        own.sorted() == [
          "HOME=/home/it", "PATH=\(folder)/bin:/usr/bin:/bin", "SSH_AUTH_SOCK=/run/agent", "TZ=UTC",
        ]
      )
    }
  }

  @Test(arguments: [
    (
      "echo one; echo two >&2; exit 23",
      "hooks.after_reports: the command ended with status 23\n  one\n  two"
    ),
    ("exit 1", "hooks.after_reports: the command ended with status 1"),
    ("kill -15 $$", "hooks.after_reports: the command was ended by signal 15"),
    (
      "printf '\\033[31mred\\n'; false",
      "hooks.after_reports: the command ended with status 1\n  \\u{1b}[31mred"
    ),
  ])
  func `what a failed line wrote is shown`(line: String, expected: String) async {
    #expect(await run(line) == expected)
  }

  @Test func `of much output the end is shown`() async throws {
    let problem = try #require(
      await run("i=0; while [ $i -lt 9000 ]; do echo \"line $i of many\"; i=$((i+1)); done; exit 2")
    )
    let lines = problem.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.last == "  line 8999 of many")
  }

  @Test func `a line that takes too long is ended with all that it started`() async throws {
    try await withTemporaryFolder { folder in
      let problem = await run(
        "(trap '' TERM; echo started; sh -c 'echo $$ > child; exec sleep 600'; sleep 600) & wait",
        in: folder,
        timeout: .seconds(2)
      )
      #expect(
        problem
          == "hooks.after_reports: the command took longer than 2 s and was ended; "
          + "allow more with `timeout:`\n  started"
      )
      let child = try #require(
        text(of: "\(folder)/child")?.split(separator: "\n").first.flatMap { pid_t($0) }
      )
      try await eventually { hasEnded(child) }
    }
  }

  @Test func `a folder that is gone is told`() async {
    let problem = await run("true", in: "/nowhere/at/all")
    #expect(
      problem
        == "hooks.after_reports: the command cannot be run: there is no folder /nowhere/at/all"
    )
  }

  @Test func `the end of the run ends its command`() async throws {
    try await withTemporaryFolder { folder in
      let task = Task { await run("echo $$ > child; sleep 600", in: folder) }
      try await eventually { text(of: "\(folder)/child")?.contains("\n") == true }
      task.cancel()
      #expect(await task.value == "hooks.after_reports: the run was ended")
      let child = try #require(
        text(of: "\(folder)/child")?.split(separator: "\n").first.flatMap { pid_t($0) }
      )
      try await eventually { hasEnded(child) }
    }
  }
}
