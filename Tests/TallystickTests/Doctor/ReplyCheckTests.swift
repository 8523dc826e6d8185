import Testing
import UsageModel
import UsageProviders
import UsageStore

@testable import Tallystick

struct ReplyCheckTests {
  private func check(_ bodies: [String]) throws -> ReplyCheck {
    let store = MemoryStore()
    for (index, body) in bodies.enumerated() {
      let moment = Timestamp(seconds: 1_790_000_000 + Int64(index))
      let reply = ProviderReply(
        request: "usage",
        body: Array(body.utf8),
        observedAt: moment,
        learntAt: moment
      )
      try store.add(
        [FetchedReply(reply: reply, normalised: NormalisedReply(readings: []))],
        of: SourceIdentity(name: "shoal", provider: "shoal")
      )
    }
    return ReplyCheck(sources: try doctorConfiguration().sources, providers: .builtIn, store: store)
  }

  private let plain = #"{"data":{"today":1,"thisWeek":2,"thisMonth":3}}"#

  @Test func `what a platform sends and this version does not know is told, of the newest reply`()
    async throws
  {
    let strange = plain.replacing(#""today""#, with: #""yesterday":7,"today""#)
    let known = try await check([strange, plain]).lines()
    let unknown = try await check([plain, strange]).lines()
    #expect(
      unknown.filter { !known.contains($0) }
        == ["note: shoal: Shoal sends a field this version does not know: `data.yesterday`"]
    )
  }

  @Test func `a kept reply that cannot be read any more is a fault`() async throws {
    let lines = try await check(["{}"]).lines()
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("fault: shoal: usage: ") == true)
  }
}
