import Testing
import UsageModel
import UsagePlugins
import UsageProviders

/// Plug-ins for tests, made of their parts.
enum SamplePlugin {
  static let path = "Scripts/providers/acme.lua"

  static let head = """
    api = 1, base_url = "https://api.acme.test/v1", currency = "USD", by = { "app", "service" },
    credential = { key = "key", as = "bearer" }
    """

  /// A plug-in's text; `more` replaces the two functions where it is given.
  static func text(
    requests: String = "return {}",
    normalise: String = "return {}",
    head: String = head
  ) -> String {
    """
    return { \(head),
      requests = function(plan) \(requests) end,
      normalise = function(reply) \(normalise) end }
    """
  }

  static func file(_ text: String) -> PluginFile {
    PluginFile(kind: .provider, name: "acme", path: path, source: Array(text.utf8))
  }

  static func plugin(_ text: String) throws -> ProviderPlugin {
    try ProviderPlugin(file(text))
  }

  static let noon = Timestamp(rfc3339: "2026-11-21T12:00:00Z") ?? .distantPast

  static func source(_ options: [String: String] = [:]) -> ProviderSource {
    ProviderSource(
      name: "mine",
      provider: "acme",
      credentials: ["key": Secret("sekret-credential-value")],
      options: options
    )
  }

  static func requests(
    _ body: String,
    plan: FetchPlan = FetchPlan(now: noon)
  ) throws -> [ProviderRequest] {
    try plugin(text(requests: body)).requests(for: source(), plan: plan)
  }

  static func normalised(
    _ body: String,
    of reply: String = "{}",
    observed: Timestamp = noon
  ) throws -> NormalisedReply {
    try plugin(text(normalise: body)).normalise(
      ProviderReply(
        request: "costs 2026-11",
        body: Array(reply.utf8),
        observedAt: observed,
        learntAt: observed
      )
    )
  }
}
