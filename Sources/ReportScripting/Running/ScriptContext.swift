import LuaHost
import ReportDocument
import UsageAnalysis
import UsageModel

/// The state of one run, which the functions of the interface share.
final class ScriptContext {
  let input: ScriptInput
  /// Counts what the host holds for the script.
  let account = MemoryAccount()
  /// The state that the script runs in.
  var state: LuaState? { account.state }
  /// The period of the report; a header may change its kind before anything asked for it.
  var period: Period
  /// Whether the script says that it makes no report.
  var makesReport = true
  /// The title of the header.
  var title: String?
  /// The parameters that the script declared.
  var declaredParameters: Set<String> = []
  /// What the script printed and logged, as much of it as is shown.
  private(set) var log: [String] = []
  private var logRoom = 64 << 10
  /// The first allocation that was made, with what is counted for it.
  var allocation: AllocationResult?
  var allocationMemory: HeldMemory?
  /// What the report shows the ledger of, the first where there are several.
  var shown: AllocationResult?
  /// The forecasts of periods that were made, each question's last one, as many as are kept.
  private(set) var forecasts: [ShownForecast] = []
  /// Why the store could not answer, where that was not the question's fault.
  private(set) var dataFailure: (any Error)?
  /// The user's methods that the script asked for, by use and name.
  var methods: [String: LuaFunction] = [:]
  /// What is wrong with a parameter's value; nil where nothing is.
  var wrongParameter: String?
  /// The metatables of the run, by name.
  var types: [String: LuaObjectType] = [:]
  /// How numbers, amounts and days are written.
  var format: NumberFormat { input.format }

  init(_ input: ScriptInput) {
    self.input = input
    period = input.period
  }

  /// Adds a line to the log, as long as there is room.
  func note(_ line: String) {
    guard logRoom > 0 else { return }
    logRoom -= line.utf8.count + 1
    if logRoom >= 0 {
      log.append(line)
    } else {
      log.append("(the log is longer; its first 64 KiB are shown)")
    }
  }

  /// Notes a forecast, to be kept once the report is written.
  func note(_ forecast: ShownForecast) {
    let same = forecasts.firstIndex { old in
      old.question == forecast.question && old.days == forecast.days
    }
    if let same {
      forecasts[same] = forecast.joined(with: forecasts[same])
    } else if forecasts.count < Self.mostForecasts {
      forecasts.append(forecast)
    }
  }

  /// How many forecasts of a report are kept.
  private static let mostForecasts = 200

  /// The day on which the report is made.
  var today: Day { input.calendar.day(of: input.asOf) }

  /// The days of a period that are over, as of the report; of a running day only where asked.
  func elapsedDays(of period: Period, partial: Bool = false) -> Range<Day> {
    let end = partial ? today.advanced(by: 1) : today
    return period.start..<max(period.start, min(period.stop, end))
  }

  /// Asks the store; a failure of the store itself is remembered, since the script is not at fault.
  func ask<Answer>(_ question: (any ScriptData) throws -> Answer) throws -> Answer {
    do {
      return try question(input.data)
    } catch let error as UnanswerableQuery {
      throw error
    } catch {
      dataFailure = error
      throw error
    }
  }

  /// A metatable by its name.
  func type(_ name: String) -> LuaObjectType {
    guard let type = types[name] else {
      preconditionFailure("the interface defines no object type \(name)")
    }
    return type
  }
}
