import Foundation
import GRDB
public import UsageModel

extension SQLiteStore {
  /// Keeps forecasts that finished reports showed, in one transaction.
  ///
  /// What was told on a day stays as it was known: another forecast of the same day is added beside it, and one that
  /// says the same adds nothing.
  public func record(
    _ forecasts: [ShownForecast],
    learntAt moment: Timestamp
  ) throws(StoreError) {
    guard !forecasts.isEmpty else { return }
    try write { database in
      let insert = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO shown_forecast
          (question, start, stop, made_on, learnt_at, expected, ranges) VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      )
      for forecast in forecasts {
        let ranges = try String(decoding: JSONEncoder.sorted.encode(forecast.ranges), as: UTF8.self)
        let place: StatementArguments = [
          forecast.question.stored, forecast.days.lowerBound.daysSince1970,
          forecast.days.upperBound.daysSince1970, forecast.madeOn.daysSince1970,
          moment.milliseconds,
        ]
        let newest = try Row.fetchOne(
          database,
          sql: """
            SELECT expected, ranges FROM shown_forecast
            WHERE question = ? AND start = ? AND stop = ? AND made_on = ? AND learnt_at <= ?
            ORDER BY learnt_at DESC LIMIT 1
            """,
          arguments: place
        )
        if let newest, newest["expected"] == forecast.expected, newest["ranges"] == ranges {
          continue
        }
        try insert.execute(arguments: place + [forecast.expected, ranges])
      }
    }
  }

  /// The forecasts of a question as known at a moment, by period and then by the day on which they were made.
  public func forecasts(
    of question: String,
    asOf moment: Timestamp
  ) throws(StoreError) -> [ShownForecast] {
    try read { database in
      // A store of an older version that can only be read has no place for them.
      guard try database.tableExists("shown_forecast") else { return [] }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT start, stop, made_on, expected, ranges FROM shown_forecast
          WHERE question = ? AND learnt_at <= ? ORDER BY start, stop, made_on, learnt_at DESC
          """,
        arguments: [question.stored, moment.milliseconds]
      )
      var forecasts: [ShownForecast] = []
      for row in rows {
        let forecast = try ShownForecast(stored: row, of: question)
        if forecast.place != forecasts.last?.place { forecasts.append(forecast) }
      }
      return forecasts
    }
  }
}

extension ShownForecast {
  fileprivate init(stored row: Row, of question: String) throws {
    let (start, stop, made): (Int, Int, Int) = (row["start"], row["stop"], row["made_on"])
    let (expected, text): (Double, String) = (row["expected"], row["ranges"])
    let ranges = try? JSONDecoder().decode([Range].self, from: Data(text.utf8))
    let forecast =
      start < stop
      ? ShownForecast(
        of: question,
        for: Day(daysSince1970: start)..<Day(daysSince1970: stop),
        madeOn: Day(daysSince1970: made),
        expected: expected,
        ranges: ranges ?? []
      ) : nil
    guard let forecast, ranges != nil else {
      throw StoreDamage("shown_forecast \(question.prefix(60)) \(start)")
    }
    self = forecast
  }
}
