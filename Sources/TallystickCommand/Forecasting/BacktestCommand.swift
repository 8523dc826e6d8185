import ArgumentParser
import Foundation
import Tallystick
import UsageAnalysis
import UsagePlugins

/// `tally backtest`.
struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Run the forecaster over series of yours, from days of their past.",
    discussion: """
      SERIES has the columns series_id, step (the day, counted from 0) and value, where an empty value is \
      unknown. TASKS has series_id, month, origin_day, month_start_step and month_len: what the month that \
      starts on a step will total, when so many days of it are known. Other columns are passed over. For \
      every task one row is written: series_id, month, origin_day, forecast, lo80, hi80, lo95, hi95; the \
      last four are empty where the history is too short for more than a run rate.
      """
  )

  @Argument(help: ArgumentHelp("The daily series, as CSV.", valueName: "series"))
  var series: String

  @Argument(help: ArgumentHelp("What to forecast, as CSV.", valueName: "tasks"))
  var tasks: String

  @Option(name: .long, help: ArgumentHelp("Where the forecasts go.", valueName: "file"))
  var out: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The method: \(ForecastMethods.names.joined(separator: ", ")), or one in Scripts/methods.",
      valueName: "name"
    )
  )
  var method = ForecastChoice.auto.name

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The configuration beside whose Scripts/ methods are looked for (default: as elsewhere).",
      valueName: "file"
    )
  )
  var config: String?

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() async throws {
    let choice = ForecastChoice(named: method)
    let folder = Configuration.plugins(beside: SharedOptions.configurationFile(config))
    let own = choice == nil ? MethodForecasts(named: method, in: folder) : nil
    if choice == nil, own == nil {
      let names = ForecastMethods.names + folder.files(of: .method).files.map(\.name)
      let hint =
        closestName(to: method, in: names).map { "did you mean \"\($0)\"?" }
        ?? "there are \(names.joined(separator: ", "))"
      throw CommandFailure(.usage, "unknown forecast method \"\(method)\"; \(hint)")
    }
    let answers: [BacktestAnswer]
    do {
      let known = try BacktestSeries.read(try contents(of: series), file: series)
      let wanted = try BacktestTask.read(try contents(of: tasks), file: tasks, of: known)
      if let own {
        answers = try await answersTelling(wanted, known, own)
      } else {
        let forecaster = Forecaster(choice ?? .auto)
        answers = try await BacktestAnswer.answers(to: wanted, from: known, by: forecaster)
      }
    } catch let mistake as BacktestMistake {
      throw CommandFailure(.usage, "\(mistake)\nNothing was written.")
    }
    let text = BacktestAnswer.header + answers.map(\.row).joined()
    try AtomicFile.write(Array(text.utf8), to: out)
    if !quiet { try Console.standard.output(sentence(of: answers)) }
  }

  /// The answers of a method of the user's; what is wrong with it is its author's to read.
  private func answersTelling(
    _ tasks: [BacktestTask],
    _ known: [String: BacktestSeries],
    _ method: MethodForecasts
  ) async throws -> [BacktestAnswer] {
    do {
      return try await BacktestAnswer.answers(to: tasks, from: known, by: method)
    } catch {
      throw CommandFailure(.script, "\(error)\nNothing was written.")
    }
  }

  private func contents(of file: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: file)))
    } catch {
      throw CommandFailure(
        .usage,
        "\(file): the file cannot be read; check that it exists and its permissions"
      )
    }
  }

  private func sentence(of answers: [BacktestAnswer]) -> String {
    let short = answers.count { !$0.isForecast }
    let count = answers.count == 1 ? "1 forecast" : "\(answers.count) forecasts"
    let rates = short == 0 ? "" : ", \(short) of them only a run rate"
    return "\(out): \(count) by \(method)\(rates)"
  }
}
