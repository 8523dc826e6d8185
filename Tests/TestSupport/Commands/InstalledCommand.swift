import Foundation

/// A program that some tests need and that a machine may not have.
public struct InstalledCommand: Sendable {
  /// The path of the program.
  public let path: String

  /// Looks the first of some names up in `PATH`; nil where there is none of them.
  public init?(_ names: String...) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { return nil }
    self.path = path
  }

  /// The browser that pages are measured in.
  public static let browser = InstalledCommand("chromium", "chromium-browser", "google-chrome")

  /// The reader of GitHub's Markdown.
  public static let markdown = InstalledCommand("cmark-gfm")

  /// Runs the program with a file as its input, to its end.
  ///
  /// - Returns: What it wrote to standard output.
  public func output(_ arguments: [String], input: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments + [file.path()]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    // Read to the end first: a pipe that is full would keep the program from ending.
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
