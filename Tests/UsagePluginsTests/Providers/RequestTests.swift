import Testing
import UsageModel
import UsagePlugins
import UsageProviders

struct RequestTests {
  @Test
  func `a request is what the table says`() throws {
    let requests = try SamplePlugin.requests(
      """
      return {
        { id = "costs 2026-11", path = "costs/by day", optional = true, subject = "November",
          query = { a = 1, b = { "x", "y" }, c = true }, final_after = "2026-12-08",
          paging = { next = "meta.next", into = "page", more = "more" }, at_most = 3 },
        { id = "credits", path = { "a/b", "c" }, json = { list = { 1, "x" }, note = "a\\"b" } },
      }
      """
    )
    let first = try #require(requests.first)
    #expect(first.path == ["costs", "by day"])
    #expect(first.query == [.init("a", "1"), .init("b", "x"), .init("b", "y"), .init("c", "true")])
    #expect(first.tolerance == .refusal && first.subject == "November" && first.mostPages == 3)
    #expect(first.finalAfter == Timestamp(rfc3339: "2026-12-08T00:00:00Z"))
    #expect(first.paging == .cursor(field: ["meta", "next"], parameter: "page", more: ["more"]))
    #expect(requests[1].path == ["a/b", "c"])
    #expect(
      requests[1].body.map { String(decoding: $0, as: UTF8.self) }
        == #"{"list":[1,"x"],"note":"a\"b"}"#
    )
  }

  @Test
  func `months are planned from the last fetch on, and on request again`() throws {
    let body = """
      local list = {}
      for i, month in ipairs(plan.months) do list[i] = { id = month.name, path = month.start .. "/" .. month.stop_time } end
      return list
      """
    let head = SamplePlugin.head + ", backfill_months = 2"
    let plugin = try SamplePlugin.plugin(SamplePlugin.text(requests: body, head: head))
    func months(_ plan: FetchPlan, _ options: [String: String] = [:]) throws -> [String] {
      try plugin.requests(for: SamplePlugin.source(options), plan: plan).map(\.id)
    }
    var plan = FetchPlan(now: SamplePlugin.noon)
    #expect(try months(plan) == ["2026-09", "2026-10", "2026-11"])
    #expect(try months(plan, ["backfill_months": "0"]) == ["2026-11"])
    plan.lastObserved = ["2026-11": SamplePlugin.noon.advanced(bySeconds: -3600)]
    #expect(try months(plan) == ["2026-11"])
    plan.lastObserved = ["2026-11": Timestamp(rfc3339: "2026-11-03T00:00:00Z") ?? .distantPast]
    #expect(try months(plan) == ["2026-10", "2026-11"])
    plan.since = Month("2026-08")
    #expect(try months(plan) == ["2026-08", "2026-09", "2026-10", "2026-11"])
  }

  @Test(arguments: [
    (#"return 3"#, "requests: expected a list of requests, got 3"),
    (#"return { 3 }"#, "requests[1]: expected a table, got 3"),
    (
      #"return { { path = "a" } }"#,
      #"requests[1].id: expected a name such as "costs", got nothing"#
    ),
    (
      #"return { { id = "a", path = "a" }, { id = "a", path = "b" } }"#,
      #"requests[2].id: another request is called "a" too"#
    ),
    (
      #"return { { id = "a", path = "a", methd = "GET" } }"#,
      #"requests[1]: unknown field "methd"; there are at_most, final_after, id, json, optional, paging, path, query, subject"#
    ),
    (
      #"return { { id = "a", path = "../../x" } }"#,
      #"requests[1].path: expected a path below base_url such as "v1/costs", without empty parts, `.` and `..`, got "../../x""#
    ),
    (
      #"return { { id = "a", path = { "..", "x" } } }"#,
      #"requests[1].path: expected a path below base_url such as "v1/costs", without empty parts, `.` and `..`, got "../x""#
    ),
    (
      #"return { { id = "a", path = "https://evil.test/x" } }"#,
      #"requests[1].path: expected a path below base_url such as "v1/costs", without empty parts, `.` and `..`, got "https://evil.test/x""#
    ),
    (
      #"return { { id = "a", path = "//evil.test/x" } }"#,
      #"requests[1].path: expected a path below base_url such as "v1/costs", without empty parts, `.` and `..`, got "//evil.test/x""#
    ),
    (
      #"return { { id = "a", path = "a", query = { day = 1.5 } } }"#,
      "requests[1].query.day: expected a text, a whole number, true or false, got 1.5"
    ),
    (
      #"return { { id = "a", path = "a", paging = {} } }"#,
      "requests[1].paging: expected { next = FIELD, into = PARAMETER }, { page = PARAMETER, items = FIELD } or { link = FIELD }"
    ),
    (
      #"return { { id = "a", path = "a", at_most = 0 } }"#,
      "requests[1].at_most: expected 1 to 1000 pages, got 0"
    ),
  ])
  func `what is wrong with a request is told with its place`(body: String, message: String) {
    let error = #expect(throws: FetchError.self) { try SamplePlugin.requests(body) }
    #expect(error?.description == "mine: \(SamplePlugin.path): \(message); mend the plug-in")
  }

  @Test(arguments: [
    (#"link = "links.next", page = "p", items = "data", next = "n", into = "q""#, true),
    (#"page = "p", items = "data", next = "n", into = "q""#, false),
  ])
  func `of several ways to page, link goes before page, and page before next`(
    paging: String,
    isLink: Bool
  ) throws {
    let requests = try SamplePlugin.requests(
      #"return { { id = "a", path = "a", paging = { \#(paging) } } }"#
    )
    #expect(
      requests.first?.paging
        == (isLink
          ? .link(field: ["links", "next"])
          : .number(parameter: "p", first: 1, list: ["data"], more: nil))
    )
  }

  @Test
  func `an error of the script names its line`() {
    let error = #expect(throws: FetchError.self) { try SamplePlugin.requests("return plan.nowt.x") }
    #expect(
      error?.message.hasPrefix("\(SamplePlugin.path):3: attempt to index a nil value") == true
    )
  }
}
