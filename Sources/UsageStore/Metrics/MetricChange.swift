import UsageModel

/// What becomes of a value that is learnt, beside what is known of its day and key.
///
/// The store only ever adds: a value that changes is a new row with its moment, and the old row stays for reports as of
/// earlier. What was known at a moment never changes, so nothing can be learnt before a value that is kept.
enum MetricChange: Hashable {
  /// It is known already.
  case none
  /// It is news; of two values with one moment the later one counts.
  case news
  /// Something else was learnt later than this.
  case late(Timestamp)

  /// A value with the moment from which it is known.
  typealias Version = (learntAt: Timestamp, value: FixedDecimal)

  /// Decides about a value that is learnt at a moment.
  ///
  /// `newest` is the newest version that is kept. `known` tells the value that was known at the moment, and is asked only
  /// where the newest is later.
  init(
    _ value: FixedDecimal,
    at moment: Timestamp,
    newest: Version?,
    known: () throws -> FixedDecimal?
  ) rethrows {
    guard let newest else {
      self = .news
      return
    }
    if newest.learntAt <= moment {
      self = newest.value == value ? .none : .news
    } else {
      self = try known() == value ? .none : .late(newest.learntAt)
    }
  }
}

extension StoreError {
  /// A value would change what was known at a moment.
  static func late(
    _ point: MetricPoint,
    of metric: String,
    at moment: Timestamp,
    newest: Timestamp
  ) -> StoreError {
    let what = ([point.day.description] + point.key).joined(separator: ", ")
    return StoreError(
      .conflict,
      "metric \(metric): another value of \(what) was imported as of \(newest), and this import is as of \(moment); "
        + "what was known at a moment does not change, so import it without --now, or with a later one"
    )
  }

  /// A file tells the values of a metric apart in another way than those that are kept.
  static func otherDimensions(_ metric: MetricSeries, kept: [String]) -> StoreError {
    func header(_ dimensions: [String]) -> String {
      (["day"] + dimensions + ["value"]).joined(separator: ",")
    }
    return StoreError(
      .conflict,
      "metric \(metric.name): the store has it with the columns \(header(kept)), this import has "
        + "\(header(metric.dimensions)); give one of the two another name"
    )
  }
}
