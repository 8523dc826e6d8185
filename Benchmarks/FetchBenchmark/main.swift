// Prints what fetching costs beside what is asked for, as rows of a table in Markdown. An argument names the
// one group of measurements to make.
//
// The command `tally` beside this program does the fetching; the platforms are simulated in this process.

import Foundation

let groups: [(name: String, run: () async throws -> Void)] = [
  ("latency", LatencyBenchmark.run),
  ("scale", ScaleBenchmark.run),
]
let wanted = CommandLine.arguments.dropFirst()
for group in groups where wanted.isEmpty || wanted.contains(group.name) {
  try await group.run()
}
