import Testing
import UsageModel
import UsagePlugins
import UsageProviders

/// Replies that are no JSON: not the plug-in is to blame.
struct UnreadableReplyTests {
  @Test(arguments: [
    (
      "<html><head><title>Sign in</title></head>",
      #"expected JSON, found an HTML page titled "Sign in""#
    ),
    ("Bad gateway", #"expected JSON, found "Bad gateway""#),
    ("", "expected JSON, found nothing"),
  ])
  func `what is no JSON never comes to normalise`(body: String, expected: String) async throws {
    let plugin = try SamplePlugin.plugin(SamplePlugin.text(normalise: "error('was called')"))
    let reply = ProviderReply(
      request: "costs",
      body: Array(body.utf8),
      observedAt: SamplePlugin.noon,
      learntAt: SamplePlugin.noon
    )
    let here = #expect(throws: ReplyError.self) { try plugin.normalise(reply) }
    #expect(here?.description == expected)
    #expect(here?.plugin == nil)
    let there = await #expect(throws: ReplyError.self) { try await plugin.read(reply) }
    #expect(there == here)
  }

  @Test func `an empty list is an empty table, and a null in a list is a value`() throws {
    let told = try SamplePlugin.normalised(
      """
      local count = 0
      for _ in ipairs(reply.body.rows) do count = count + 1 end
      return { warnings = { #reply.body.none .. " " .. count .. " " .. tostring(reply.body.rows[1]) } }
      """,
      of: #"{"none": [], "rows": [null, 2]}"#
    )
    #expect(told.findings.map(\.text) == ["0 2 null"])
  }
}
