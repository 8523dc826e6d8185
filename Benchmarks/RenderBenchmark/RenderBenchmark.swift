import Foundation
import Measurement

/// Measures the writing of a large report in each format, and looks at the size of an ordinary one.
struct RenderBenchmark {
  let program: String

  func run(times: Int) throws {
    for (format, name) in [("html", "HTML"), ("markdown", "Markdown")] {
      let runs = try (0..<times).map { _ in try ChildProcess.run([program, "render", format]) }
      let what = "a report with a table of 10,000 rows and 200 sections as \(name), whole process"
      row(what, median(runs.map(\.wallSeconds)), "the limit", 0.25, "s", limit: "at most 1")
      // What a machine that does nothing else would show.
      row(
        "its processor time",
        median(runs.map(\.processorSeconds)),
        "the limit",
        0.25,
        "s",
        limit: "at most 1"
      )
      row(
        "its memory at most",
        median(runs.map(\.peakBytes)) / 1e6,
        "the limit",
        100,
        "MB",
        limit: "at most 1"
      )
    }
    let page = "Reports/one-pager"
    let files = try FileManager.default.contentsOfDirectory(atPath: page)
    for file in files.sorted() where file.hasSuffix(".html") {
      let size = try FileManager.default.attributesOfItem(atPath: "\(page)/\(file)")[.size] as? Int
      row("\(page)/\(file)", Double(size ?? 0) / 1e3, "the limit", 100, "kB", limit: "at most 1")
    }
  }
}
