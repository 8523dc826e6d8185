import ArgumentParser
import Foundation
import Tallystick

/// `tally init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a working folder: configuration, one report, editor settings."
  )

  @Argument(help: ArgumentHelp("The folder (default: this one).", valueName: "dir"))
  var folder = "."

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    let isHere = folder == "."
    let configuration = (isHere ? "" : "\(folder)/") + Configuration.defaultFile
    guard !FileManager.default.fileExists(atPath: configuration) else {
      throw CommandFailure(.usage, "\(configuration) exists already; nothing was changed")
    }
    for file in FolderTemplate.files {
      let path = "\(folder)/\(file.path)"
      // What the user has already is the user's.
      guard !FileManager.default.fileExists(atPath: path) else { continue }
      try AtomicFile.write(Array(file.text.utf8), to: path)
    }
    guard !quiet else { return }
    try Console.standard.output(
      """
      Made a working folder \(isHere ? "here" : "in \(folder)").
      Next: name your accounts in \(configuration), then run
        tally check && tally fetch && tally report
      """
    )
  }
}
