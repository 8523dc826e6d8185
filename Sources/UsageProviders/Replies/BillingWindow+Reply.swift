import UsageModel

extension BillingWindow {
  /// The calendar month in UTC that a reply was observed in, for platforms that state no window.
  init(monthOf reply: ProviderReply) {
    self.init(month: reply.observedAt.utcDay.month, basis: .calendarMonth)
  }

  /// The window that a reply states; nil when it states none.
  ///
  /// The stop is exclusive, except that 23:59:59 means the following midnight.
  static func stated(
    start: String?,
    stop: String?,
    startPath: String,
    stopPath: String
  ) throws(ReplyError) -> BillingWindow? {
    guard let start, let stop else { return nil }
    let first = try moment(start, path: startPath)
    var last = try moment(stop, path: stopPath)
    if stop.contains("T23:59:59") || stop.contains(" 23:59:59") {
      last = Timestamp(seconds: last.seconds + 1)
    }
    guard let window = BillingWindow(start: first, stop: last, basis: .stated) else {
      throw ReplyError(
        path: stopPath,
        expected: "a time after \(Quotation.shown(start))",
        found: "text \(Quotation.quoted(stop))"
      )
    }
    return window
  }

  private static func moment(_ text: String, path: String) throws(ReplyError) -> Timestamp {
    if let day = Day(text) { return Timestamp(seconds: Int64(day.daysSince1970) * 86_400) }
    // A time without a zone is taken for UTC.
    guard let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "Z") else {
      throw ReplyError(
        path: path,
        expected: "a date or a time like 2026-11-01T00:00:00Z",
        found: "text \(Quotation.quoted(text))"
      )
    }
    return moment
  }
}
