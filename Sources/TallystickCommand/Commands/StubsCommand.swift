import ArgumentParser
import Foundation
import Tallystick

/// `tally stubs`.
struct StubsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stubs",
    abstract: "Write what your editor needs to complete and explain the names of scripts.",
    discussion: """
      Writes Scripts/library/ anew, as `tally init` does, and .luarc.json where there is none. \
      With a configuration, your own names are among the completions.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(
    help: ArgumentHelp("The folder (default: that of the configuration).", valueName: "dir")
  )
  var folder: String?

  func run() throws {
    let names = try EditorNames(of: shared, in: folder)
    let target = folder ?? names.folder
    for file in EditorFiles.files(names) {
      let path = target == "." ? file.path : "\(target)/\(file.path)"
      // Settings may be the user's own by now.
      guard !file.keepsOld || !FileManager.default.fileExists(atPath: path) else { continue }
      try AtomicFile.write(Array(file.text.utf8), to: path)
      if !shared.quiet { try Console.standard.output(path) }
    }
  }
}
