import ArgumentParser
import Foundation
import Tallystick

/// `tally repl`.
struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Try out Lua on what is stored, line by line.",
    discussion: """
      It has the names, the sandbox and the limits of a report. `_` is the value of the line before. \
      End with Ctrl-D or `exit`.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Flag(name: .long, help: "Use made-up usage of your sources in place of the store.")
  var sample = false

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    let isInteractive = isatty(STDIN_FILENO) == 1
    if isInteractive, !shared.quiet {
      try Console.standard.output(
        "tally \(Tallystick.version): Lua 5.4 with the names of a report; locals end with their line, "
          + "globals stay. Ctrl-D or exit ends."
      )
    }
    try await ScriptConsole.run(
      configuration: configuration,
      usage: sample ? .sample : .kept,
      at: shared.moment,
      read: { isContinued in
        if isInteractive {
          try? Console.standard.output(bytes: Array((isContinued ? ">> " : "> ").utf8))
        }
        return readLine()
      },
      write: { try Console.standard.output($0) },
      complain: { Console.standard.error("error: \($0)") }
    )
    if isInteractive { try Console.standard.output("") }
  }
}
