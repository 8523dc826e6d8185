import TestSupport
import Testing
import UsageModel

@testable import UsageStore

/// One observation for each request, window and moment.
struct ObservedHistoryTests {
  private static func observation(
    _ time: String = "2026-10-01T12:00:00Z",
    request: Int = 0,
    digest: [UInt8] = [1],
    learnt day: String = "2026-11-01",
    window: String = "2026-10"
  ) -> Observation {
    Observation(
      request: request,
      observedAt: Sample.time(time),
      learntAt: Sample.time("\(day)T00:00:00Z"),
      digest: digest,
      window: Sample.window(window),
      values: []
    )
  }

  private static func settled(_ observations: [Observation]) -> [Observation] {
    var generator = SeededGenerator(seed: 1)
    let orders = (0..<10).map { _ in
      ObservedHistory(observations: observations.shuffled(using: &generator)).settled().observations
    }
    #expect(Set(orders).count == 1, "the order of arrival does not matter")
    return orders[0]
  }

  @Test func `the greater digest counts, and of one reply the first time it was learnt`() {
    let kept = Self.observation(digest: [2, 0], learnt: "2026-11-02")
    #expect(
      Self.settled([
        Self.observation(digest: [1, 9], learnt: "2026-11-01"),
        Self.observation(digest: [2, 0], learnt: "2026-11-03"), kept,
      ]) == [kept]
    )
  }

  @Test func `other moments, requests and windows stay, in the order of observation`() {
    let observations = [
      Self.observation("2026-10-01T11:00:00Z", request: 1), Self.observation(),
      Self.observation(window: "2026-11"), Self.observation(request: 1),
      Self.observation("2026-10-01T13:00:00Z"),
    ]
    #expect(Self.settled(observations) == observations)
    // Another end of one window does not make it another.
    let ends = ["08", "09"].map {
      Self.observation(
        digest: $0 == "08" ? [3] : [2],
        window: "2026-10-01T00:00:00Z/2026-11-\($0)T00:00:00Z"
      )
    }
    #expect(Self.settled(ends) == [ends[0]])
  }
}
