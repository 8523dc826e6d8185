/// When a line of a crontab runs: one minute of certain hours, or of all.
struct CronMinute: Hashable {
  /// The minute of the hour.
  let minute: Int
  /// The hours of the day; nil for all.
  let hours: [Int]?

  /// The five fields of the line.
  var fields: String {
    let hours = hours.map { $0.map(String.init).joined(separator: ",") } ?? "*"
    return "\(minute) \(hours) * * *"
  }

  /// The lines that run at some minutes of the day, those of one minute of the hour together.
  static func lines(at minutesOfDay: some Sequence<Int>) -> [CronMinute] {
    Dictionary(grouping: Set(minutesOfDay)) { $0 % 60 }
      .map { minute, all in CronMinute(minute: minute, hours: all.map { $0 / 60 }.sorted()) }
      .sorted { $0.minute < $1.minute }
  }
}
