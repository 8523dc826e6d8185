import Tallystick
import Testing
import UsageModel
import UsageStore

struct DoctorTests {
  private func configuration(_ secret: String = "{ env: HOME }") throws -> Configuration {
    try Configuration.read(
      """
      sources:
        - name: shoal
          provider: shoal
          api_key: \(secret)
      """,
      file: "tallystick.yaml"
    )
  }

  private func store(_ bodies: [String]) throws -> MemoryStore {
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
    return store
  }

  private let plain = #"{"data":{"today":1,"thisWeek":2,"thisMonth":3}}"#

  @Test func `a source that was never fetched is told`() throws {
    let doctor = Doctor(configuration: try configuration(), store: MemoryStore())
    #expect(
      try doctor.findings().map(\.description)
        == ["shoal: it was never fetched; run `tally fetch shoal`"]
    )
  }

  @Test func `what a platform sends and this version does not know is told, of the newest reply`()
    throws
  {
    let strange = plain.replacing(#""today""#, with: #""yesterday":7,"today""#)
    let known = try Doctor(configuration: configuration(), store: store([strange, plain]))
    let unknown = try Doctor(configuration: configuration(), store: store([plain, strange]))
    let texts = try known.findings().map(\.description)
    let added = try unknown.findings().map(\.description).filter { !texts.contains($0) }
    #expect(added == ["shoal: Shoal sends a field this version does not know: `data.yesterday`"])
  }

  @Test func `a kept reply that cannot be read any more is a fault`() throws {
    let doctor = try Doctor(configuration: configuration(), store: store(["{}"]))
    let findings = try doctor.findings()
    #expect(findings.map(\.severity) == [.fault])
    #expect(findings.first?.description.hasPrefix("shoal: usage: ") == true)
  }

  @Test func `a missing secret is a fault`() throws {
    let doctor = Doctor(
      configuration: try configuration("{ env: TALLY_DOCTOR_TEST_NOWHERE }"),
      store: MemoryStore()
    )
    #expect(try doctor.findings().map(\.severity) == [.fault, .note])
  }
}
