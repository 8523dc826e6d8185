// Prints what forecasts take, as rows of a table in Markdown. Where FORECAST_SERIES names a folder with series.csv
// and tasks.csv, as `tally backtest` reads them, it also prints how the methods score there.

import Foundation

try await SpeedBenchmark().run()
if let folder = ProcessInfo.processInfo.environment["FORECAST_SERIES"] {
  try ScoreBenchmark(folder: folder).run()
}
