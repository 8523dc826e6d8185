import Foundation
import Testing
import UsageModel

/// A line of a crontab, read as cron does: for tests of when it runs.
struct CrontabReading {
  let minutes: Set<Int>
  let hours: Set<Int>
  let command: String

  /// Reads a line whose day, month and weekday are stars.
  init(_ line: Substring) throws {
    let fields = line.split(separator: " ", maxSplits: 5)
    try #require(fields.count == 6)
    try #require(fields[2...4].allSatisfy { $0 == "*" })
    func numbers(_ field: Substring, _ limit: Int) throws -> Set<Int> {
      if field == "*" { return Set(0..<limit) }
      return Set(
        try field.split(separator: ",").map { text in
          let number = try #require(Int(text))
          try #require((0..<limit).contains(number))
          return number
        }
      )
    }
    minutes = try numbers(fields[0], 60)
    hours = try numbers(fields[1], 24)
    command = String(fields[5])
  }

  /// The lines of a crontab that do something.
  static func lines(of crontab: String) throws -> [CrontabReading] {
    try crontab.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(Self.init)
  }

  /// The moments of some days at which the line runs on a machine in a zone.
  func moments(from start: Timestamp, days: Int, in zone: TimeZone) -> [Timestamp] {
    // No zone changes its offset but at a quarter of an hour.
    (0..<days * 96).flatMap { quarter -> [Timestamp] in
      let moment = start.advanced(bySeconds: Int64(quarter) * 900)
      let local = moment.seconds + Int64(zone.secondsFromGMT(for: moment.date))
      let first = Int((local % 86_400 + 86_400) % 86_400) / 60
      guard hours.contains(first / 60) else { return [] }
      return minutes.map { $0 - first % 60 }.filter { (0..<15).contains($0) }.sorted()
        .map { moment.advanced(bySeconds: Int64($0) * 60) }
    }
  }
}
