import Foundation

/// The commands that the guides show, as readers would copy them.
struct DocumentedCommands {
  /// One command with what the guide says that it prints.
  struct Step {
    var command: String
    var output: String
  }

  /// The commands of one block, which follow each other in one folder.
  struct Block {
    /// The file below `docs`, and the line of the block.
    let place: String
    /// The word after `console`, which says what folder the block is about; nil where it names none.
    let folder: String?
    let steps: [Step]
  }

  /// All blocks of commands, in the order of the files' names.
  let blocks: [Block]
  /// The lines that say how each command is used, by file and line.
  let usages: [(place: String, line: String)]

  /// Reads the guides.
  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "docs").path(percentEncoded: false)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".md") }.sorted()
    var blocks: [Block] = []
    var usages: [(String, String)] = []
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for fence in Self.fences(of: text) {
        let place = "docs/\(name):\(fence.line)"
        let words = fence.info.split(separator: " ").map(String.init)
        switch words.first {
        case "console":
          let steps = Self.steps(of: fence.lines)
          blocks.append(Block(place: place, folder: words.dropFirst().first, steps: steps))
        case "text" where fence.lines.count == 1 && fence.lines[0].hasPrefix("tally "):
          usages.append((place, fence.lines[0]))
        default: break
        }
      }
    }
    self.blocks = blocks
    self.usages = usages
  }

  private struct Fence {
    let info: String
    let line: Int
    let lines: [String]
  }

  private static func fences(of text: String) -> [Fence] {
    var fences: [Fence] = []
    var open: (info: String, line: Int, lines: [String])?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (number, line) in lines.enumerated() {
      if let (info, start, content) = open {
        if line == "```" {
          fences.append(Fence(info: info, line: start, lines: content))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), number + 1, [])
      }
    }
    return fences
  }

  private static func steps(of lines: [String]) -> [Step] {
    var steps: [Step] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), output: ""))
      } else if !steps.isEmpty {
        steps[steps.count - 1].output += line + "\n"
      }
    }
    return steps
  }
}
