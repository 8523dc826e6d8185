import Foundation
import TestSupport
import Testing

/// What the guides say that commands print is what they print.
struct DocumentedCommandTests {
  @Test func `each command is used as the guide says`() async throws {
    var count = 0
    for guide in try Guide.all() {
      for block in guide.blocks where block.language == "text" && block.lines.count == 1 {
        let line = block.lines[0]
        guard line.hasPrefix("tally ") else { continue }
        count += 1
        // The words before the first option or argument are the command.
        let words = line.split(separator: " ").dropFirst()
          .prefix { !$0.hasPrefix("[") && !$0.hasPrefix("<") && !$0.hasPrefix("-") }
        let help = try await TallyProcess.run(words.map(String.init) + ["--help"], in: "/tmp")
        let usage = help.output.split(separator: "\n").first { $0.hasPrefix("USAGE: ") }
        // Where the line is long, help says `<options>` for them.
        if usage?.hasSuffix(" <options>") == true { continue }
        #expect(usage.map(String.init) == "USAGE: \(line)", "\(guide.path):\(block.line)")
      }
    }
    #expect(count > 15)
  }

  @Test(arguments: try GuideSession.all())
  func `what a reader copies works, and prints what the guide shows`(session: GuideSession)
    async throws
  {
    for result in try await GuideRun.results(of: session) {
      let (command, printed) = (result.command, result.printed.joined(separator: "\n"))
      if let shown = command.shown {
        #expect(
          ShownOutput(lines: shown).fits(result.printed),
          "\(command.place): $ \(command.line)\n\(printed)"
        )
      } else {
        #expect(result.status == 0, "\(command.place): \(command.line)\n\(printed)")
      }
    }
  }

  @Test func `every block of commands is run, but for those that cannot be`() throws {
    var left: [String] = []
    for guide in try Guide.all() {
      for block in guide.blocks where block.place == nil {
        let place = "\(guide.path):\(block.line)"
        switch block.language {
        case "console": Issue.record("\(place): name the folder, as in ```console demo")
        case "sh":
          let command = (block.lines.first ?? "").prefix { $0 != "#" }
          left.append("\(guide.path): \(command.trimmingCharacters(in: .whitespaces))")
        default: break
        }
      }
    }
    #expect(left.sorted() == Self.notRun.keys.sorted())
  }

  /// The blocks that are not run, by their first lines, each with the reason.
  private static let notRun = [
    "README.md: ./dev demo": "installs libraries and builds",
    "README.md: ./dev install": "builds, and writes to the home folder",
    "README.md: ./dev test": "runs these tests",
    "docs/architecture.md: ./dev demo": "builds",
    "docs/contributing.md: ./dev demo": "builds",
    "docs/getting-started.md: ./dev demo": "installs libraries and builds",
    "docs/getting-started.md: ./dev install": "builds, and writes to the home folder",
    "docs/getting-started.md: sudo apt-get install pkg-config liblua5.4-dev libsqlite3-dev "
      + "libcurl4-openssl-dev zlib1g-dev": "installs libraries",
    "docs/metrics.md: psql -c \"copy (select day, app, users as value from daily_users) to stdout "
      + "csv header\" | tally import metric users -": "asks a database",
    "docs/running-from-cron.md: ./dev package": "builds, and installs a package",
    "docs/running-from-cron.md: tally schedule --install":
      "changes the crontab of the machine's user; ScheduleTests has a crontab of its own",
    "docs/running-from-cron.md: tally schedule --systemd --install":
      "starts timers of the machine's user",
  ]

  @Test(arguments: [
    (["a", "b"], ["a", "b"], true), (["a", "b"], ["a"], false), ([], [], true), ([], ["…"], true),
    (["a"], [], false), (["a", "b", "c"], ["a", "…", "c"], true),
    (["a", "c"], ["a", "…", "c"], true),
    (["a", "b", "c"], ["…", "b"], false), (["at 3 of 5"], ["at … of 5"], true),
    (["at 3 of 6"], ["at … of 5"], false), (["x 1 y 2 z"], ["x … y … z"], true),
    (["aa"], ["a…aa"], false),
  ])
  func `an ellipsis stands for any text, and nothing else does`(
    printed: [String],
    shown: [String],
    fits: Bool
  ) {
    #expect(ShownOutput(lines: shown).fits(printed) == fits)
  }
}
