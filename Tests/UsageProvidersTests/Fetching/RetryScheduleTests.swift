import Testing

@testable import UsageProviders

struct RetryScheduleTests {
  private let broken = FetchFailure(HTTPError(.broken, "the connection broke"))

  @Test func `waits double, a quarter more or less`() {
    var schedule = RetrySchedule(FetchLimits())
    #expect(
      schedule.decision(after: broken, timeLeft: .seconds(100), chance: 0)
        == .wait(.milliseconds(375))
    )
    #expect(
      schedule.decision(after: broken, timeLeft: .seconds(100), chance: 0.5)
        == .wait(.seconds(1))
    )
    #expect(
      schedule.decision(after: broken, timeLeft: .seconds(100), chance: 0.75)
        == .wait(.milliseconds(2250))
    )
    #expect(
      schedule.decision(after: broken, timeLeft: .seconds(100), chance: 0) == .usedUp
    )
  }

  @Test func `a wait has to end in time`() {
    var schedule = RetrySchedule(FetchLimits())
    #expect(
      schedule.decision(after: broken, timeLeft: .milliseconds(500), chance: 0.5) == .noTimeLeft
    )
  }

  @Test func `what is not temporary is not repeated`() {
    var schedule = RetrySchedule(FetchLimits())
    let failure = FetchFailure(HTTPError(.untrusted, "no"))
    #expect(
      schedule.decision(after: failure, timeLeft: .seconds(9), chance: 0) == .notTemporary
    )
  }
}
