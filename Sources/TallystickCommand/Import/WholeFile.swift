import Foundation

/// A file that is read whole, since it is stored whole or not at all; `-` is standard input.
struct WholeFile {
  /// What the command line calls it.
  let argument: String

  /// What messages call it.
  var name: String { argument == "-" ? "standard input" : argument }

  /// What it holds.
  func bytes() throws -> [UInt8] {
    do {
      let handle =
        argument == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: argument))
      return Array(try handle.readToEnd() ?? Data())
    } catch {
      throw CommandFailure(
        .usage,
        "\(argument): the file cannot be read; check that it exists and its permissions"
      )
    }
  }
}
