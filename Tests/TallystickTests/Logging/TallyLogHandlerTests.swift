import Logging
import Synchronization
import Testing
import UsageModel
import UsageProviders

@testable import Tallystick

/// Lines of the log.
struct TallyLogHandlerTests {
  /// What was written.
  private final class Lines: Sendable {
    private let text = Mutex("")
    var all: String { text.withLock { $0 } }
    func write(_ line: String) { text.withLock { $0 += line } }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private func log(
    _ style: LogStyle,
    _ level: Logger.Level = .trace,
    secrets: KnownSecrets = KnownSecrets(),
    _ events: (inout Logger) -> Void
  ) -> String {
    let lines = Lines()
    var logger = Logger(label: "tally") { label in
      TallyLogHandler(
        label: label,
        style: style,
        level: level,
        secrets: secrets,
        now: { Simulation.now },
        write: lines.write
      )
    }
    events(&logger)
    return lines.all
  }

  @Test func `for people a line has its level, its message and what belongs to it`() {
    let text = log(.text) { logger in
      logger.info("fetched", metadata: ["source": "notte", "replies": "\(3)"])
      logger[metadataKey: "run"] = "7"
      logger.warning("late", metadata: ["list": ["a", "b"]])
      logger.critical("over")
    }
    #expect(
      text == "info: fetched (replies: 3, source: notte)\n"
        + "warning: late (list: [\"a\", \"b\"], run: 7)\n"
        + "error: over (run: 7)\n"
    )
  }

  @Test func `for programs each event is one object in one line`() {
    let text = log(.json) { logger in
      logger.notice("two\nlines \"quoted\" / é", metadata: ["source": "notte"])
      logger.error("bare", error: Failure(description: "disk is full"))
      logger.info("nothing more")
    }
    #expect(
      text == #"{"label":"tally","level":"notice","message":"two\nlines \"quoted\" / é","#
        + #""metadata":{"source":"notte"},"time":"2026-11-21T06:00:00Z"}"# + "\n"
        + #"{"label":"tally","level":"error","message":"bare","metadata":{"error":"disk is full"},"#
        + #""time":"2026-11-21T06:00:00Z"}"# + "\n"
        + #"{"label":"tally","level":"info","message":"nothing more","time":"2026-11-21T06:00:00Z"}"#
        + "\n"
    )
  }

  @Test func `a line of a message cannot pass for another message, nor act on a terminal`() {
    let text = log(.text) { $0.warning("first\nerror: not mine\u{1B}[2J\r\n\u{202E}end") }
    #expect(text == "warning: first\n  error: not mine\u{FFFD}[2J\n  end\n")
  }

  @Test(arguments: [
    (true, 0, Logger.Level.error), (true, 3, .error), (false, 0, .warning), (false, 1, .info),
    (false, 2, .debug), (false, 3, .trace), (false, 9, .trace),
  ])
  func `-q and -v decide what is written`(isQuiet: Bool, verbosity: Int, level: Logger.Level) {
    #expect(Logger.Level(isQuiet: isQuiet, verbosity: verbosity) == level)
    let text = log(.text, level) { logger in
      for each in Logger.Level.allCases { logger.log(level: each, "x") }
    }
    let names = text.split(separator: "\n").map { String($0.dropLast(3)) }
    let expected = Logger.Level.allCases.filter { $0 >= level }
      .map { $0 == .critical ? "error" : $0.rawValue }
    #expect(names == expected)
  }

  @Test(arguments: LogStyle.allCases)
  func `no secret is logged, in whatever place, also one that is learnt later`(style: LogStyle) {
    let token = "s3cret/\"token\"+of=mine"
    let secrets = KnownSecrets()
    let text = log(style, secrets: secrets) { logger in
      logger.info("before \(token.count)")
      secrets.learn(Secret(token))
      logger[metadataKey: "own"] = "\(token)"
      logger.info(
        "message \(token)",
        error: Failure(description: "error \(token)"),
        metadata: [
          "plain": "\(token)", "list": ["\(token)", ["\(token)": "\(token)"]],
          "value": .stringConvertible(token), "key \(token)": "x",
        ]
      )
    }
    #expect(!text.contains("s3cret"))
    #expect(!text.contains("of=mine"))
    #expect(text.split(separator: "[secret]").count == 10)
  }
}
