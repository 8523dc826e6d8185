import ArgumentParser
import Foundation
import Tallystick
import UsageFiles
import UsageModel
import UsageStore

/// `tally import focus`.
struct ImportFocusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "focus",
    abstract: "Bring in FOCUS cost and usage files, versions 1.0 to 1.4, plain or packed by gzip.",
    discussion: """
      A billing period of a source takes the place of what was imported of it before, so that importing a file \
      again changes nothing; all files of one command count together. Nothing of files with a mistake is stored.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The source that all rows belong to (default: their provider).",
      valueName: "name"
    )
  )
  var source: String?

  @Flag(name: .long, help: "Add to what was imported of the periods, in place of replacing it.")
  var append = false

  @Option(name: .long, help: ArgumentHelp("The tag that names the app.", valueName: "tag"))
  var appTag = "app"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A column of the files' own to keep as a tag; may be repeated.",
      valueName: "column"
    )
  )
  var tagColumn: [String] = []

  @Flag(name: .long, help: "Leave out rows that are wrong, list them, and store the rest.")
  var skipBad = false

  @Flag(name: .long, help: "Only read the files, and store nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Print the outcome as JSON.")
  var json = false

  func validate() throws {
    if let source, source.isEmpty || source.contains("*") || source.contains(where: \.isNewline) {
      throw ValidationError("--source: a name has characters other than * and line ends")
    }
    if appTag.isEmpty { throw ValidationError("--app-tag: a tag has a name") }
  }

  func run() async throws {
    let configuration = try shared.loadConfiguration()
    var reader = FOCUSReader(
      FOCUSReadingOptions(source: source, appTag: appTag, tagColumns: tagColumn)
    )
    var read: [FileImport.File] = []
    for file in files {
      let name = file == "-" ? "standard input" : file
      let bytes = try OpenedFile(file, name: name)
      // Of what was packed, so that a file is the same one packed or not.
      var stream = SHA256.Stream()
      try reader.read(name, from: bytes.read) { stream.add($0) }
      let digest = stream.digest()
      if let twin = read.first(where: { $0.digest == digest }) {
        throw CommandFailure(
          .usage,
          "\(name): the same file as \(twin.name); name each file once\nNothing was stored."
        )
      }
      read.append(FileImport.File(name: name, digest: digest))
    }
    let reading = reader.finish()
    try complain(about: reading)
    let outcomes: [ImportOutcome?]
    if dryRun {
      outcomes = reading.periods.map { _ in nil }
    } else {
      let store = try configuration.openStore(at: shared.moment)
      let charges = FileImport(periods: reading.periods, files: read, isAddition: append)
      outcomes = try store.keep(charges, learntAt: shared.moment)
    }
    let summary = FocusSummary(reading: reading, outcomes: outcomes, learntAt: shared.moment)
    if json {
      try Console.standard.output(try summary.json().written(breaking: 2))
    } else if !shared.quiet {
      for line in try summary.lines() { try Console.standard.output(line) }
    }
  }

  /// Tells what is wrong with the files; nothing of them is stored unless the wrong rows may be left out.
  private func complain(about reading: FOCUSReading) throws {
    guard reading.problemCount > 0 else { return }
    let more = reading.problemCount - reading.problems.count
    let rest = more > 0 ? ["and \(more) more"] : []
    let list = (reading.problems + rest).joined(separator: "\n")
    guard skipBad, !reading.isCut else {
      let hint =
        reading.isCut || skipBad ? "" : " --skip-bad leaves out these rows and stores the others."
      throw CommandFailure(.usage, "\(list)\nNothing was stored.\(hint)")
    }
    let rows = reading.badRows == 1 ? "1 row was" : "\(reading.badRows) rows were"
    Console.standard.error("\(list)\n\(rows) left out.")
  }
}
