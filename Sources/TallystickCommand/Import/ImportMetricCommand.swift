import ArgumentParser
import Foundation
import Tallystick
import UsageModel
import UsageStore

/// `tally import metric`.
struct ImportMetricCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metric",
    abstract: "Bring in daily numbers of your own, such as users or orders, from a CSV file.",
    discussion: """
      The file has the header day[,NAME…],value. A value takes the place of the one with the same day and \
      names; importing a file again changes nothing, and nothing of a file with a mistake is stored.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("What scripts call it: metrics.load(\"NAME\").", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
  var file: String

  @Flag(name: .long, help: "Print the outcome as JSON.")
  var json = false

  func run() async throws {
    if let mistake = MetricFile.mistake(inName: name) { throw CommandFailure(.usage, mistake) }
    let metric: MetricSeries
    do {
      metric = try MetricFile.read(
        try WholeFile(argument: file).bytes(),
        file: WholeFile(argument: file).name,
        metric: name
      )
    } catch let mistake as MetricFile.Mistake {
      throw CommandFailure(.usage, "\(mistake)\nNothing was stored.")
    }
    let store = try shared.loadConfiguration().openStore(at: shared.moment)
    let news = try store.importMetric(metric, learntAt: shared.moment)
    if json {
      try Console.standard.output(outcome(of: metric, news).written(breaking: 1))
    } else if !shared.quiet {
      try Console.standard.output(sentence(of: metric, news))
    }
  }

  private func sentence(of metric: MetricSeries, _ news: Int) -> String {
    guard let first = metric.points.first?.day, let last = metric.points.last?.day else {
      return "\(metric.name): the file has no values"
    }
    let days = first == last ? "\(first)" : "\(first) to \(last)"
    let count = metric.points.count == 1 ? "1 value" : "\(metric.points.count) values"
    return "\(metric.name): \(count) of \(days), \(news == 0 ? "none of them" : "\(news)") new"
  }

  private func outcome(of metric: MetricSeries, _ news: Int) -> JSONText {
    .object([
      ("metric", .string(metric.name)),
      ("dimensions", .array(metric.dimensions.map { .string($0) })),
      ("values", .integer(metric.points.count)), ("new", .integer(news)),
      ("first", .text(metric.points.first?.day.description)),
      ("last", .text(metric.points.last?.day.description)),
      ("learnt_at", .string(shared.moment.description)),
    ])
  }
}
