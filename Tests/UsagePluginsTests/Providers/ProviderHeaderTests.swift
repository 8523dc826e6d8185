import Testing
import UsagePlugins
import UsageProviders

struct ProviderHeaderTests {
  @Test
  func `a plug-in is a platform as it describes itself`() throws {
    let plugin = try SamplePlugin.plugin(
      SamplePlugin.text(
        head: """
          api = 1, title = "Acme", base_url = "https://api.acme.test/v1/", currency = { "USD", "acme:credit" },
          credential = { { key = "id", header = "X-Id" }, { key = "key", as = "bearer" } },
          headers = { ["X-Version"] = "3" }, backfill_months = 2, account = "org", limit_reset = "X-Reset",
          options = { { name = "org", required = true }, { name = "size", kind = "number", at_most = 9 } }
          """
      )
    )
    #expect(plugin.name == "acme" && plugin.title == "Acme")
    #expect(plugin.defaultBaseURL == "https://api.acme.test/v1")
    #expect(plugin.costUnits == ["USD", "acme:credit"])
    #expect(plugin.credentialChoices == [["id", "key"]])
    #expect(plugin.headers == [HTTPRequest.Header("X-Version", "3")])
    #expect(
      plugin.options == [
        ProviderOption("org", .text, isRequired: true),
        ProviderOption("size", .wholeNumber(upTo: 9)),
        ProviderOption("backfill_months", .wholeNumber(upTo: 120)),
      ]
    )
    #expect(plugin.limitResetHeader == "x-reset")
    var source = SamplePlugin.source(["org": "acme-inc"])
    #expect(plugin.account(of: source) == "acme-inc")
    #expect(plugin.authorization(of: source) == nil)
    source.credentials["id"] = Secret("17")
    #expect(
      plugin.authorization(of: source)
        == .headers([
          "X-Id": Secret("17"), "Authorization": Secret("Bearer sekret-credential-value"),
        ])
    )
  }

  @Test(arguments: [
    (
      #"api = 2"#,
      "the plug-in asks for version 2 of the plug-in interface, and this tally has version 1; update tally"
    ),
    (#"api = 1, titel = "x""#, #"unknown field "titel"; did you mean `title`?"#),
    (#"api = 1"#, "base_url: expected an https address, got nothing"),
    (
      #"api = 1, base_url = "http://api.acme.test""#,
      "base_url: plain http to api.acme.test would show the credential to everyone; use https, or say `allow_http: true` in source …"
    ),
    (
      #"api = 1, base_url = "http://127.0.0.1:80""#,
      #"base_url: expected an https address such as https://api.example.com, got "http://127.0.0.1:80""#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", header = "Host" }"#,
      "credential.header: the host sends this header itself"
    ),
    (
      #"""
      api = 1, base_url = "https://a.test", currency = "USD",
      credential = { { key = "k", as = "bearer" }, { key = "l", header = "authorization" } }
      """#,
      "credential[2]: another credential has the same key or header"
    ),
    (
      #"api = 1, base_url = "https://a.test""#,
      #"currency: expected a currency such as "USD" or "acme:credit", or a list of them, got nothing"#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD""#,
      #"credential: expected a table such as { key = "api_key", as = "bearer" }, got nothing"#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", as = "basic" }"#,
      #"credential: expected as = "bearer" or header = "X-Api-Key""#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "tags", as = "bearer" }"#,
      #"credential.key: every source has "tags" already"#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", header = "a: b" }"#,
      #"credential.header: "a: b" is no name of a header"#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", by = { "model" }, credential = { key = "k", as = "bearer" }"#,
      #"by: expected "app" and "service", got "model""#
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", as = "bearer" }, headers = { Authorization = "x" }"#,
      "headers.Authorization: the host sends this header itself"
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", as = "bearer" }, headers = { A = "x\r\nB: y" }"#,
      "headers.A: a header may hold no line breaks or other control characters"
    ),
    (
      #"api = 1, base_url = "https://a.test", currency = "USD", credential = { key = "k", as = "bearer" }, options = { { name = "k" } }"#,
      "options[1].name: another option or credential has this name"
    ),
  ])
  func `what is wrong with a header is told with its place`(head: String, message: String) {
    let problem = #expect(throws: PluginProblem.self) {
      try SamplePlugin.plugin(SamplePlugin.text(head: head))
    }
    #expect(problem?.description == "\(SamplePlugin.path): \(message)")
  }

  @Test
  func `a plug-in without its functions is none`() {
    let problem = #expect(throws: PluginProblem.self) {
      try SamplePlugin.plugin("return { \(SamplePlugin.head), requests = 3 }")
    }
    #expect(problem?.description == "\(SamplePlugin.path): requests: expected a function, got 3")
  }
}
