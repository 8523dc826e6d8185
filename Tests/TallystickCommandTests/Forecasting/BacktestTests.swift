import Foundation
import Testing

/// `tally backtest`, as a person runs it.
struct BacktestTests {
  private static let week = [20, 22, 21, 23, 20, 9, 7]

  /// A folder with a series of 100 days, and tasks about its last 30.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let rows = (0..<100).map { "a,\($0),\(Self.week[$0 % 7] + $0 * $0 % 5)\n" }
    try folder.write("series_id,step,value\n" + rows.joined(), to: "series.csv")
    let tasks = [5, 10, 25].map { "a,0,\($0),70,30,1\n" }
    try folder.write(
      "series_id,month,origin_day,month_start_step,month_len,core\n" + tasks.joined(),
      to: "tasks.csv"
    )
    return folder
  }

  private func backtest(
    in folder: TemporaryFolder,
    _ more: String...,
    out: String = "out.csv"
  ) async throws -> TallyProcess {
    let files = ["backtest", "series.csv", "tasks.csv", "--out", out]
    return try await TallyProcess.run(files + more, in: folder.path)
  }

  /// The rows of the file that was written, without the header.
  private func rows(in folder: TemporaryFolder, _ file: String = "out.csv") throws -> [[String]] {
    let lines = try folder.text(of: file).split(separator: "\n")
    #expect(lines.first == "series_id,month,origin_day,forecast,lo80,hi80,lo95,hi95")
    return lines.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `every task has a row, in the order of the file`() async throws {
    let folder = try folder()
    let run = try await backtest(in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output == "out.csv: 3 forecasts by auto\n")
    let rows = try rows(in: folder)
    #expect(rows.map { $0[0...2].joined(separator: " ") } == ["a 0 5", "a 0 10", "a 0 25"])
    for row in rows {
      let figures = try row[3...].map { try #require(Double($0)) }
      #expect(figures[3] < figures[1] && figures[1] < figures[0])
      #expect(figures[0] < figures[2] && figures[2] < figures[4])
      #expect((500...700).contains(figures[0]))
    }
  }

  @Test func `what comes after the origin does not count`() async throws {
    let folder = try folder()
    _ = try await backtest(in: folder)
    let before = try rows(in: folder)
    let text = try folder.text(of: "series.csv")
    try folder.write(text.split(separator: "\n")[...80].joined(separator: "\n"), to: "series.csv")
    try folder.write(
      "series_id,month,origin_day,month_start_step,month_len\na,0,5,70,30\na,0,10,70,30\n",
      to: "tasks.csv"
    )
    #expect(try await backtest(in: folder, "-q").output.isEmpty)
    #expect(try rows(in: folder) == Array(before[..<2]))
  }

  @Test func `columns and steps may stand in any order, and days may be missing`() async throws {
    let folder = try folder()
    _ = try await backtest(in: folder)
    let before = try folder.text(of: "out.csv")
    let rows = (0..<100).reversed().map { "\(Self.week[$0 % 7] + $0 * $0 % 5),x,a,\($0)\r\n" }
    try folder.write("value,note,series_id,step\r\n" + rows.joined(), to: "series.csv")
    _ = try await backtest(in: folder)
    #expect(try folder.text(of: "out.csv") == before)
    let gaps = rows.filter { !$0.hasSuffix(",60\r\n") }
    try folder.write("value,note,series_id,step\r\n" + gaps.joined(), to: "series.csv")
    _ = try await backtest(in: folder)
    let missing = try folder.text(of: "out.csv")
    #expect(missing != before)
    try folder.write("value,note,series_id,step\r\n,,a,60\r\n" + gaps.joined(), to: "series.csv")
    _ = try await backtest(in: folder)
    #expect(try folder.text(of: "out.csv") == missing)
  }

  @Test func `a method has its name`() async throws {
    let folder = try folder()
    let run = try await backtest(in: folder, "--method", "run_rate")
    #expect(run.output == "out.csv: 3 forecasts by run_rate\n")
    // The last of them: what 25 days came to, and a fifth of it for the five to come.
    let soFar = (70..<95).map { (day: Int) -> Int in Self.week[day % 7] + day * day % 5 }.reduce(
      0,
      +
    )
    let expected = try #require(Double(try rows(in: folder)[2][3]))
    #expect(abs(expected - Double(soFar) * 1.2) < 1e-9)
    let unknown = try await backtest(in: folder, "--method", "seasonalnaive")
    #expect(unknown.status == 2)
    #expect(
      unknown.messages
        == "unknown forecast method \"seasonalnaive\"; did you mean \"seasonal_naive\"?\n"
    )
  }

  @Test func `a short history has a run rate without ranges`() async throws {
    let folder = try folder()
    try folder.write(
      "series_id,month,origin_day,month_start_step,month_len\na,-3,2,14,30\na,0,5,70,30\n",
      to: "tasks.csv"
    )
    let run = try await backtest(in: folder)
    #expect(run.output == "out.csv: 2 forecasts by auto, 1 of them only a run rate\n")
    let rows = try rows(in: folder)
    #expect(rows[0][0...2] == ["a", "-3", "2"])
    #expect(Double(rows[0][3]) != nil && rows[0][4...] == ["", "", "", ""])
  }

  @Test func `a name that needs quotes has them`() async throws {
    let folder = try folder()
    for file in ["series.csv", "tasks.csv"] {
      let text = try folder.text(of: file).replacing("\na,", with: "\n\"a, \"\"b\"\"\",")
      try folder.write(text, to: file)
    }
    let run = try await backtest(in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(try folder.text(of: "out.csv").contains("\n\"a, \"\"b\"\"\",0,5,"))
  }

  @Test(arguments: [
    ("series_id,step\n", "1: there is no column \"value\"; expected series_id, step, value"),
    ("", "1: the file is empty; its first line names the columns series_id, step, value"),
    (
      "series_id,step,step,value\n",
      "1: there are 2 columns \"step\"; expected series_id, step, value"
    ),
    ("series_id,step,value\na,0,1\na,1\n", "3: expected 3 fields, got 2"),
    (
      "series_id,step,value\na,0,many\n",
      "2: column \"value\": expected a number such as 1250 or 12.5, or nothing, got \"many\""
    ),
    (
      "series_id,step,value\na,0,inf\n",
      "2: column \"value\": expected a number such as 1250 or 12.5, or nothing, got \"inf\""
    ),
    (
      "series_id,step,value\na,-1,5\n",
      "2: column \"step\": expected a day from 0 to 100000, got \"-1\""
    ),
    ("series_id,step,value\n,0,5\n", "2: column \"series_id\": expected a text, got nothing"),
    ("series_id,step,value\na,0,5\na,0,6\n", "3: step 0 of a was given on line 2 already"),
    (
      "series_id,step,value\na,0,\"5\n",
      "2: column 3: the quote that opens the field is never closed"
    ),
  ])
  func `a bad series is named with its line, and nothing is written`(
    text: String,
    message: String
  ) async throws {
    let folder = try folder()
    try folder.write(text, to: "series.csv")
    let run = try await backtest(in: folder)
    #expect(run.status == 2)
    #expect(run.messages == "series.csv:\(message)\nNothing was written.\n")
    #expect(run.output.isEmpty && !folder.has("out.csv"))
  }

  @Test(arguments: [
    ("b,0,5,70,30", "there is no series \"b\""),
    (
      "a,0,5,96,30", "the steps before 101 have to be known, and a ends with step 99"
    ),
    (
      "a,0,31,70,30",
      "column \"origin_day\": expected a number of days from 0 to 30, got \"31\""
    ),
    (
      "a,0,5,70,0",
      "column \"month_len\": expected a number of days from 1 to 3660, got \"0\""
    ),
    ("a,x,5,70,30", "column \"month\": expected a whole number, got \"x\""),
    ("a,0,5,,30", "column \"month_start_step\": expected a day from 0 on, got nothing"),
  ])
  func `a bad task is named with its line, and nothing is written`(
    row: String,
    message: String
  ) async throws {
    let folder = try folder()
    try folder.write("before", to: "out.csv")
    let text = "series_id,month,origin_day,month_start_step,month_len\na,0,5,70,30\n\(row)\n"
    try folder.write(text, to: "tasks.csv")
    let run = try await backtest(in: folder)
    #expect(run.status == 2)
    #expect(run.messages == "tasks.csv:3: \(message)\nNothing was written.\n")
    #expect(try folder.text(of: "out.csv") == "before")
  }

  @Test func `a file that cannot be read or written is named`() async throws {
    let folder = try folder()
    let blocked = try await backtest(in: folder, out: "series.csv/out.csv")
    #expect(blocked.status == 7)
    #expect(blocked.messages == "series.csv: cannot be written: not a directory\n")
    try FileManager.default.removeItem(atPath: folder.path("tasks.csv"))
    let run = try await backtest(in: folder)
    #expect(run.status == 2)
    #expect(
      run.messages
        == "tasks.csv: the file cannot be read; check that it exists and its permissions\n"
    )
  }
}
