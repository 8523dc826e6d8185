extension Schedule {
  /// The lines for a crontab, with the marks around them.
  ///
  /// - Throws: Where a line would be longer than cron reads.
  public func crontab() throws(ScheduleError) -> String {
    let block = CrontabBlock(configuration: configuration)
    return try ([block.begin] + explanation + jobs() + [block.end]).map { $0 + "\n" }.joined()
  }

  private var explanation: [String] {
    let variables =
      environmentFile.map { "The variables of { env: NAME } come from \($0)." }
      ?? "For { env: NAME }, name a file of NAME=value lines in `env_file:`."
    return [
      "# `tally schedule --install` writes these lines anew, `tally schedule --remove` takes them away.",
      "# cron mails what a line prints to you, or to the address of a line MAILTO=you@example.com above.",
      "# It has none of your shell's variables. \(variables)",
      "# The times are those of the machine's zone, \(cronZoneName).",
    ]
  }

  private func jobs() throws(ScheduleError) -> [String] {
    let hourly = CronMinute(minute: zones.minuteOfHour(atUTC: minutes.hourly), hours: nil)
    let atWindowEnds = CronMinute.lines(
      at: zones.minutes(atUTC: minutes.beforeMidnight)
        .union(zones.minutes(atUTC: minutes.afterMidnight))
    )
    let daily = CronMinute.lines(at: [
      zones.minute(afterDayBy: minutes.delay, avoiding: minutes.taken)
    ])
    // A fetch that fails is tried again within the hour. The run tells what goes on failing, and tells it once.
    let fetch = try line(fetch, after: " >/dev/null 2>&1")
    let run = try line(run)
    return ["# Fetch each hour."] + [hourly].map { "\($0.fields) \(fetch)" }
      + ["# Fetch before and after midnight UTC, where billing windows end."]
      + atWindowEnds.map { "\($0.fields) \(fetch)" }
      + [
        "# Fetch, make the reports, look at the budgets and notify, when the day is over in \(zoneName)."
      ]
      + daily.map { "\($0.fields) \(run)" }
  }

  /// The most bytes of a command that Debian's cron reads.
  private static let mostBytes = 998

  private func line(_ words: [String], after end: String = "") throws(ScheduleError) -> String {
    let text = ShellWord.inCrontab(words.map(ShellWord.quoted).joined(separator: " ") + end)
    guard text.utf8.count <= Self.mostBytes else {
      throw ScheduleError(
        .unavailable,
        "the paths are too long for a line of a crontab (\(Self.mostBytes) bytes); "
          + "make a symbolic link to the folder, and name it by `--config`"
      )
    }
    return text
  }
}
