import Measurement

/// How large the store is.
struct FileBenchmark {
  private let kept: KeptHistory
  private let folder: WorkingFolder

  init(_ kept: KeptHistory, in folder: WorkingFolder) {
    self.kept = kept
    self.folder = folder
  }

  func run() throws {
    let size = try folder.size(of: KeptHistory.everything)
    let yardsticks = [
      ("the bodies of the replies, all in one gzip -6", kept.packedTogether, "at most 3"),
      ("each of them in a gzip -6 of its own", kept.packedApart, "at most 3"),
      ("the bodies as they came", kept.sum(\.bytes), "–"),
      ("the shell's database", try folder.size(of: ShellYardstick.database), "–"),
    ]
    for (yardstick, bytes, limit) in yardsticks {
      row("the store's file", size / 1e6, yardstick, bytes / 1e6, "MB", limit: limit)
    }
    let tables = TableSizes.of(KeptHistory.everything, in: folder)
    for (name, bytes) in tables where bytes > size / 100 {
      row(
        "the store's table \(name) with its indexes",
        bytes / 1e6,
        "the whole file",
        size / 1e6,
        "MB",
        limit: "–"
      )
    }
    let theirs = TableSizes.of(ShellYardstick.database, in: folder)
    guard let own = tables.first(where: { $0.name == "reply" })?.bytes,
      let rows = theirs.first(where: { $0.name == "reading" })?.bytes
    else { return }
    row(
      "what is beside the replies, for each reading that changed",
      (size - own) / kept.sum(\.changed),
      "the shell's row of a reading",
      rows / kept.sum(\.readings),
      "bytes",
      limit: "–"
    )
  }
}
