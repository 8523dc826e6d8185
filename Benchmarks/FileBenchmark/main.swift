// Prints what reading and writing a million FOCUS rows takes beside its yardsticks, as rows of a table in Markdown. With
// two arguments, a file and a store, it only imports the one into the other: that is how it measures itself.

if CommandLine.arguments.count == 3 {
  try importOnce(CommandLine.arguments[1], into: CommandLine.arguments[2])
} else {
  try measureExport(besides: measureImport())
}
