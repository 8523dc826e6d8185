import UsageModel

/// Reads how long a platform asks to wait before the next request.
enum AskedWait {
  /// The wait that a response asks for; nil when it does not.
  static func duration(
    in response: HTTPResponse,
    provider: any Provider,
    now: Timestamp
  ) -> Duration? {
    // The platform's own clock, where it tells: only the distance counts.
    let present = response.headers["date"].flatMap(HTTPDate.timestamp) ?? now
    if let text = response.headers["retry-after"] {
      if let seconds = wholeSeconds(text) { return .seconds(seconds) }
      if let moment = HTTPDate.timestamp(text) { return distance(from: present, to: moment) }
    }
    guard response.status == 429, let header = provider.limitResetHeader,
      let seconds = response.headers[header].flatMap(wholeSeconds)
    else { return nil }
    return distance(from: present, to: Timestamp(seconds: seconds))
  }

  private static func distance(from start: Timestamp, to stop: Timestamp) -> Duration {
    .milliseconds(max(0, stop.milliseconds - start.milliseconds))
  }

  /// Digits as a number, far less than would overflow once it is milliseconds.
  private static func wholeSeconds(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let most: Int64 = 1_000_000_000_000
    return min(Int64(text) ?? most, most)
  }
}
