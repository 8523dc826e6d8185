import UsageModel

/// One simulated platform: a function from a request, a moment and the world to a reply.
protocol Platform: Sendable {
  /// The name in a configuration and the first part of every path.
  var name: String { get }

  /// Every first part of a path that leads to the platform.
  var pathNames: [String] { get }

  /// Answers a request.
  func reply(
    to request: SimulatedRequest,
    at now: Timestamp,
    in world: World
  ) -> SimulatedResponse

  /// The status of a reply to a credential that is not known.
  var refusal: Int { get }

  /// The reply that goes with an error status.
  func failure(_ status: Int) -> SimulatedResponse
}

extension Platform {
  var pathNames: [String] { [name] }

  var refusal: Int { 401 }
}

extension Timestamp {
  /// The first day of the month that contains the moment, in UTC.
  var startOfMonth: Day { utcDay.month.start }
}
