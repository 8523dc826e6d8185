import Foundation
import Measurement
import UsageFiles
import UsageModel
import UsageStore

/// Imports a file into a store, as `tally import focus` does.
func importOnce(_ file: String, into store: String) throws {
  let handle = open(file, O_RDONLY)
  precondition(handle >= 0, "the benchmark's own file is there")
  defer { close(handle) }
  var digest = SHA256.Stream()
  var reader = FOCUSReader()
  try reader.read(file) { buffer in
    let count = read(handle, buffer.baseAddress, buffer.count)
    precondition(count >= 0, "the benchmark's own file can be read")
    digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return count
  }
  let reading = reader.finish()
  precondition(reading.problemCount == 0, "the benchmark's own file is good")
  let files = [FileImport.File(name: file, digest: digest.digest())]
  try SQLiteStore(path: store).keep(
    FileImport(periods: reading.periods, files: files),
    learntAt: Timestamp(seconds: 1_780_000_000)
  )
}

/// Measures an import beside what the `sqlite3` shell takes for the same file, and prints both figures.
///
/// - Returns: How many rows were imported in a second.
func measureImport() throws -> Double {
  let count = 1_000_000
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "tally-file-benchmark-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: "focus.csv").path()
  try FocusFile.write(count, to: file)
  var ours: [ChildProcess.Run] = []
  var shell: [ChildProcess.Run] = []
  for run in 0..<3 {
    let database = folder.appending(path: "shell-\(run).sqlite").path()
    shell.append(try ChildProcess.run(["sqlite3", database, ".import --csv \(file) t"]))
    try FileManager.default.removeItem(atPath: database)
    let store = folder.appending(path: "store-\(run).sqlite").path()
    ours.append(try ChildProcess.run([CommandLine.arguments[0], file, store]))
    try FileManager.default.removeItem(atPath: store)
  }
  let seconds = median(ours.map(\.wallSeconds))
  row(
    "import: 1,000,000 rows of FOCUS 1.0, 43 columns",
    seconds,
    "`sqlite3` `.import` of the same file",
    median(shell.map(\.wallSeconds)),
    "s",
    limit: "at most 1"
  )
  row(
    "memory of that import",
    (ours.map(\.peakBytes).max() ?? 0) / 1e6,
    "the limit",
    200,
    "MB",
    limit: "at most 1"
  )
  return Double(count) / seconds
}
