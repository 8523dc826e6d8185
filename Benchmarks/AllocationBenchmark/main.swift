// Prints what dividing a million records by twenty rules onto two hundred targets takes, beside what the `sqlite3`
// shell takes for the same split with a join, as rows of a table in Markdown. `split` is the process that is measured.

let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "split" {
  try LargeSplit().run()
} else {
  try AllocationBenchmark(program: arguments[0]).run(times: arguments.contains("--once") ? 1 : 5)
}
