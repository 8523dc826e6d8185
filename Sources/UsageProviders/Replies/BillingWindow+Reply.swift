import UsageModel

extension BillingWindow {
  /// The calendar month in UTC that a reply was observed in, for platforms that state no window.
  init(monthOf reply: ProviderReply) {
    self.init(month: reply.observedAt.utcDay.month, basis: .calendarMonth)
  }

  /// The window whose two ends an object states; nil when it states neither.
  ///
  /// The stop is exclusive, except that 23:59:59 means the following midnight.
  static func stated(
    in object: ReplyObject,
    from startName: String,
    to stopName: String
  ) throws(ReplyError) -> BillingWindow? {
    let ends = (try object.optionalText(startName), try object.optionalText(stopName))
    guard ends.0 != nil || ends.1 != nil else { return nil }
    // Half a window is no window: guessing the other end would move usage into other days.
    let start = try object.text(startName)
    let stop = try object.text(stopName)
    let first = try moment(start, startName, in: object)
    var last = try moment(stop, stopName, in: object)
    if stop.contains("T23:59:59") || stop.contains(" 23:59:59") {
      last = Timestamp(seconds: last.seconds + 1)
    }
    guard let window = BillingWindow(start: first, stop: last, basis: .stated) else {
      throw object.mismatch(stopName, "a time after \(Quotation.shown(start))", .text(stop))
    }
    return window
  }

  private static func moment(
    _ text: String,
    _ name: String,
    in object: ReplyObject
  ) throws(ReplyError) -> Timestamp {
    if let day = Day(text) { return Timestamp(seconds: Int64(day.daysSince1970) * 86_400) }
    // A time without a zone is taken for UTC.
    guard let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "Z") else {
      throw object.mismatch(name, "a date or a time like 2026-11-01T00:00:00Z", .text(text))
    }
    return moment
  }
}
