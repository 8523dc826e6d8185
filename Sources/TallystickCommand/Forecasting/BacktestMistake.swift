/// What is wrong with a file to back-test on, with its place: `series.csv:3: column "value": …`.
struct BacktestMistake: Error, CustomStringConvertible {
  let description: String

  init(_ file: String, _ line: Int, _ message: String) {
    description = "\(file):\(line): \(message)"
  }
}
