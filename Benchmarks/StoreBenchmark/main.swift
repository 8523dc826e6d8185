// Prints what keeping three years of replies costs beside what the `sqlite3` shell takes for the same rows, as
// rows of a table in Markdown. An argument names how many months there are in place of 36.

let months = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 36
precondition(months > 1, "a history has two months or more")
try measure(History(months: months))

/// Measures everything in a folder that is gone afterwards, also after a failure.
func measure(_ history: History) throws {
  let folder = try WorkingFolder()
  defer { folder.remove() }
  var ingest = try IngestBenchmark(history, in: folder)
  let kept = try ingest.run()
  try FileBenchmark(kept, in: folder).run()
  var windows = try WindowBenchmark(kept, in: folder)
  try windows.run()
}
