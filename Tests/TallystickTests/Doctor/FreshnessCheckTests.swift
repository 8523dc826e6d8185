import Testing
import UsageModel
import UsageStore

@testable import Tallystick

struct FreshnessCheckTests {
  private let fetched = Timestamp(seconds: 1_790_000_000)

  private func lines(hoursLater hours: Int64?) async throws -> [String] {
    let store = MemoryStore()
    if hours != nil {
      let reply = ProviderReply(
        request: "usage",
        body: [],
        observedAt: fetched,
        learntAt: fetched
      )
      try store.add(
        [FetchedReply(reply: reply, normalised: NormalisedReply(readings: []))],
        of: SourceIdentity(name: "shoal", provider: "shoal")
      )
    }
    return await FreshnessCheck(
      configuration: try doctorConfiguration(),
      store: store,
      now: fetched.advanced(bySeconds: (hours ?? 0) * 3600)
    ).lines()
  }

  @Test func `a source that was never fetched is worth knowing`() async throws {
    #expect(
      try await lines(hoursLater: nil)
        == ["note: shoal: it was never fetched", "    tally fetch shoal"]
    )
  }

  @Test func `a source is stale after as long as the configuration says, and not before`()
    async throws
  {
    #expect(try await lines(hoursLater: 26).isEmpty)
    #expect(
      try await lines(hoursLater: 27) == [
        "fault: shoal: the last reply is of 2026-09-21T14:13:20Z, 27 h ago, longer than `stale_after`",
        "    tally fetch shoal",
      ]
    )
  }
}
