// Prints what the Lua host costs beside what Lua itself costs, measured in the same run. An argument names
// the one group of measurements to make.

let groups: [(name: String, run: () throws -> Void)] = [
  ("calls", CallBenchmark.run),
  ("columns", ColumnBenchmark.run),
  ("states", StateBenchmark.run),
  ("patterns", PatternBenchmark.run),
  ("hostile", HostileBenchmark.run),
]
let wanted = CommandLine.arguments.dropFirst()
for group in groups where wanted.isEmpty || wanted.contains(group.name) {
  try group.run()
}
