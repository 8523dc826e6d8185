// Prints what a report about a million records takes, whole process, beside what the `sqlite3` shell takes for the
// same questions, as rows of a table in Markdown. `ask PATH` is the process that is measured; `fill PATH` makes
// a store to look at.

import Foundation
import Measurement
import UsageStore

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "ask" {
  try Questions(path: arguments[2]).ask()
} else if arguments.count == 3, arguments[1] == "fill" {
  try LargeHistory(sources: 10).fill(try SQLiteStore(path: arguments[2]))
} else {
  try FrameBenchmark(program: arguments[0]).run(manyTimes: !arguments.contains("--once"))
}
