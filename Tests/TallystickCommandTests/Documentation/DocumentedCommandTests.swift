import Foundation
import Testing

/// What the guides say that commands print is what they print.
struct DocumentedCommandTests {
  @Test func `each command is used as the guide says`() async throws {
    let usages = try DocumentedCommands().usages
    #expect(usages.count > 15)
    for (place, line) in usages {
      // The words before the first option or argument are the command.
      let words = line.split(separator: " ").dropFirst()
        .prefix { !$0.hasPrefix("[") && !$0.hasPrefix("<") && !$0.hasPrefix("-") }
      let help = try await TallyProcess.run(words.map(String.init) + ["--help"], in: "/tmp")
      let usage = help.output.split(separator: "\n").first { $0.hasPrefix("USAGE: ") }
      // Where the line is long, help says `<options>` for them.
      if usage?.hasSuffix(" <options>") == true { continue }
      #expect(usage.map(String.init) == "USAGE: \(line)", "\(place)")
    }
  }

  @Test func `commands in the demo's folder print what the guides show`() async throws {
    let blocks = try DocumentedCommands().blocks.filter { $0.folder == "demo" }
    #expect(blocks.count > 10)
    let folder = try await SharedDemo.copy()
    for block in blocks {
      for step in block.steps {
        // Readers call it by its name.
        let shell = "program=$1; tally() { \"$program\" \"$@\"; }; \(step.command)"
        let run = try await StartedTally(
          [],
          in: folder.path("demo"),
          by: ["/bin/bash", "-c", shell, "bash"]
        ).wait()
        #expect(run.output + run.messages == step.output, "\(block.place): \(step.command)")
      }
    }
  }
}
