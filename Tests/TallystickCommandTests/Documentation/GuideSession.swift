import TestSupport
import Testing

/// What a guide has its reader do in one folder, from its first line to its last one.
struct GuideSession: Sendable, CustomTestStringConvertible {
  /// A command, with the place of its block.
  struct Command: Sendable {
    /// The guide and the line of the block, such as `docs/commands.md:205`.
    let place: String
    /// What is typed.
    let line: String
    /// The lines that the guide shows below it; nil where it shows none because the command just has to work.
    var shown: [String]?
  }

  /// One thing that the reader does.
  enum Act: Sendable {
    /// Runs a command.
    case run(Command)
    /// Puts a block into a file of the folder; a configuration that is there already is added to.
    case write(text: String, path: String)
  }

  /// The path of the guide.
  let guide: String
  /// The name of the folder.
  let folder: String
  /// What is done, in its order.
  let acts: [Act]

  var testDescription: String { "\(guide), \(folder)" }

  /// The commands among what is done.
  var commands: [Command] {
    acts.compactMap { if case .run(let command) = $0 { command } else { nil } }
  }

  /// The sessions of all guides.
  static func all() throws -> [GuideSession] { try Guide.all().flatMap(sessions) }

  /// The sessions of a guide: one for each folder that its blocks name.
  static func sessions(of guide: Guide) -> [GuideSession] {
    var folders: [(name: String, acts: [Act])] = []
    for block in guide.blocks {
      guard let place = block.place, let name = place.split(separator: "/").first.map(String.init)
      else { continue }
      let index = folders.firstIndex { $0.name == name } ?? folders.count
      if index == folders.count { folders.append((name, [])) }
      folders[index].acts += acts(of: block, at: place, in: guide)
    }
    return folders.map { GuideSession(guide: guide.path, folder: $0.name, acts: $0.acts) }
  }

  private static func acts(of block: GuideBlock, at path: String, in guide: Guide) -> [Act] {
    let place = "\(guide.path):\(block.line)"
    switch block.language {
    case "console": return commands(of: block.lines, at: place).map(Act.run)
    case "sh":
      return block.lines.filter { !$0.isEmpty }
        .map { .run(Command(place: place, line: $0, shown: nil)) }
    default: return [.write(text: block.text, path: path)]
    }
  }

  /// The commands stand behind `$`, and what they print below them.
  private static func commands(of lines: [String], at place: String) -> [Command] {
    var commands: [Command] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        commands.append(Command(place: place, line: String(line.dropFirst(2)), shown: []))
      } else if !commands.isEmpty {
        commands[commands.count - 1].shown?.append(line)
      }
    }
    return commands
  }
}
