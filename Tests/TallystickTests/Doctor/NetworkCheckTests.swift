import Testing
import UsageModel
import UsageProviders

@testable import Tallystick

struct NetworkCheckTests {
  private static let now = Timestamp(rfc3339: "2026-11-21T06:00:00Z") ?? .distantPast

  private func lines(_ headers: [String: [String: String]?]) async throws -> (
    network: [String], clock: [String]
  ) {
    let configuration = try Configuration.read(
      """
      sources:
        - { name: one, provider: shoal, api_key: { env: A }, base_url: "https://one.example/x/y" }
        - { name: two, provider: shoal, api_key: { env: A }, base_url: "https://two.example:8443" }
        - { name: twin, provider: shoal, api_key: { env: A }, base_url: "https://one.example/z" }
      """,
      file: "t.yaml"
    )
    let probe = HostProbe(transport: ScriptedHosts(headers: headers), clock: { Self.now })
    let answers = await probe.answers(of: ProbedHost.all(of: configuration))
    #expect(answers.map(\.host.address) == ["https://one.example/", "https://two.example:8443/"])
    return (
      await ReachabilityCheck(answers: answers).lines(), await ClockCheck(answers: answers).lines()
    )
  }

  private func date(_ clock: String) -> [String: String] {
    ["date": "Sat, 21 Nov 2026 \(clock) GMT"]
  }

  @Test func `any answer will do, and each host is asked once`() async throws {
    let found = try await lines(["one.example": [:], "two.example": date("06:00:59")])
    #expect(found.network.isEmpty)
    #expect(found.clock.isEmpty)
  }

  @Test func `a host that does not answer is told with its source`() async throws {
    let found = try await lines(["one.example": date("06:00:00")])
    #expect(
      found.network == [
        "fault: two: https://two.example:8443/ does not answer: the host's name is not known",
        "    curl -sSIv https://two.example:8443/",
      ]
    )
  }

  @Test(arguments: [
    ("06:01:00", nil), ("06:01:01", "note: the machine's clock is 61 s behind"),
    ("05:58:59", "note: the machine's clock is 61 s ahead of"),
    ("06:05:00", "note: the machine's clock is 300 s behind"),
    ("06:05:01", "fault: the machine's clock is 301 s behind"),
    ("04:00:00", "fault: the machine's clock is 7200 s ahead of"),
  ])
  func `a clock that is off by more than a minute is told, by more than five a fault`(
    clock: String,
    text: String?
  ) async throws {
    let found = try await lines(["one.example": date(clock), "two.example": date(clock)])
    let wanted = text.map {
      ["\($0) the platforms' clocks", "    timedatectl set-ntp true"]
    }
    #expect(found.clock == wanted ?? [])
  }

  @Test func `where one platform agrees with the machine, the other one's clock is off`()
    async throws
  {
    let found = try await lines(["one.example": date("06:00:10"), "two.example": date("07:00:00")])
    #expect(
      found.clock
        == ["note: two: the clock at https://two.example:8443/ is 3600 s ahead of the machine's"]
    )
  }

  @Test func `what a cache kept is as much younger as the cache says`() async throws {
    let kept = date("05:00:00").merging(["age": "3600"]) { first, _ in first }
    #expect(try await lines(["one.example": kept, "two.example": kept]).clock.isEmpty)
  }
}
