// Prints what writing a large report takes, whole process, beside its limits, as rows of a table in Markdown.
// `render html` and `render markdown` are the processes that are measured.

import Foundation
import Measurement
import ReportRendering

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "render" {
  let document = LargeReport().document
  let text =
    arguments[2] == "html"
    ? HTMLRenderer().render(document) : MarkdownRenderer().render(document)
  try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
} else {
  try RenderBenchmark(program: arguments[0]).run(times: arguments.contains("--once") ? 1 : 9)
}
