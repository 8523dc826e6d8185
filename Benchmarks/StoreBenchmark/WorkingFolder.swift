import Foundation

/// A folder for everything that the benchmark writes.
struct WorkingFolder {
  /// Why nothing can be measured.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Two stores, the shell's database with its log, its input and the bodies need about half of it.
  private static let bytesNeeded = 3_000_000_000

  private let path: String

  /// Makes a new folder where temporary files are.
  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tally-store-benchmark-\(UUID().uuidString)")
    path = folder.path()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
    let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? .max
    guard free > Self.bytesNeeded else {
      remove()
      throw Failure(description: "\(path) has \(free) bytes free; 3 GB are needed")
    }
  }

  /// The path of a file in the folder.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// How many bytes a file has.
  func size(of name: String) throws -> Double {
    let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
    return (attributes[.size] as? NSNumber)?.doubleValue ?? 0
  }

  /// Removes a file.
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

  /// Removes the folder with everything in it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
