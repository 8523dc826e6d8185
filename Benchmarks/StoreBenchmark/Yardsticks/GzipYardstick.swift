import Foundation
import Measurement
import UsageModel

/// What `gzip -6` makes of the bodies of replies.
final class GzipYardstick {
  private let folder: WorkingFolder
  private let all: FileHandle
  /// How many bytes the bodies have when each is packed by itself.
  private(set) var eachByItself = 0.0

  init(in folder: WorkingFolder) throws {
    self.folder = folder
    let path = folder.file("bodies")
    try Data().write(to: URL(filePath: path))
    all = try FileHandle(forWritingTo: URL(filePath: path))
  }

  /// Adds a month of a source.
  func add(_ replies: [ProviderReply]) throws {
    try all.write(contentsOf: replies.flatMap(\.body))
    // One process packs all files of a call, each as a member of its own, without its name. The next call
    // writes to the same files: making so many new ones takes longer than packing them.
    let names = replies.indices.map { "body-\($0)" }
    for (name, reply) in zip(names, replies) {
      try Data(reply.body).write(to: URL(filePath: folder.file(name)))
    }
    try ChildProcess.run(
      ["gzip", "-6", "-n", "-c"] + names.map(folder.file),
      output: folder.file("packed")
    )
    eachByItself += try folder.size(of: "packed")
  }

  /// How many bytes all bodies have in one stream, a month of a source after the other.
  func allInOneStream() throws -> Double {
    try all.close()
    try ChildProcess.run(
      ["gzip", "-6", "-n", "-c"],
      input: folder.file("bodies"),
      output: folder.file("packed")
    )
    defer { try? folder.remove("bodies") }
    return try folder.size(of: "packed")
  }
}
