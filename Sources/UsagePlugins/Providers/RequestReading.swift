import LuaHost
import UsageModel
import UsageProviders

/// Reads what a plug-in's `requests` returned.
struct RequestReading {
  private static let fieldNames = [
    "at_most", "final_after", "id", "json", "optional", "paging", "path", "query", "subject",
  ]

  /// No plan needs more; what asks for more has a mistake.
  private static let mostRequests = 1000

  /// Reads the list.
  static func requests(
    _ value: LuaValue,
    in file: String
  ) throws(PluginProblem) -> [ProviderRequest] {
    let result = PluginFields(LuaTable(fields: ["requests": value]), in: file)
    guard case .table = value else { throw result.mismatch("requests", "a list of requests") }
    let tables = try result.eachFields("requests")
    guard tables.count <= mostRequests else {
      throw result.problem("requests", "there are more than \(mostRequests) requests")
    }
    var requests: [ProviderRequest] = []
    for table in tables {
      let request = try request(table)
      guard !requests.contains(where: { $0.id == request.id }) else {
        throw table.problem("id", "another request is called \(shownValue(.text(request.id))) too")
      }
      requests.append(request)
    }
    return requests
  }

  private static func request(_ fields: PluginFields) throws(PluginProblem) -> ProviderRequest {
    try fields.allowOnly(fieldNames)
    let id = try fields.required("id", try fields.text("id"), "a name such as \"costs\"")
    guard !id.isEmpty, id.utf8.count <= 200 else {
      throw fields.mismatch("id", "a name of at most 200 bytes")
    }
    var request = ProviderRequest(
      id: id,
      path: try path(fields),
      query: try query(fields),
      tolerance: try fields.flag("optional") ?? false ? .refusal : .none,
      subject: try fields.text("subject") ?? id
    )
    if let paging = try fields.fields("paging") { request.paging = try self.paging(paging) }
    if let most = try fields.integer("at_most") {
      guard (1...1000).contains(most) else { throw fields.mismatch("at_most", "1 to 1000 pages") }
      request.mostPages = most
    }
    request.finalAfter = try fields.moment("final_after")
    if case .nil = fields.table["json"] {
    } else {
      request.body = try JSONBytes.bytes(of: fields.table["json"], in: fields, "json")
    }
    return request
  }

  /// The path, which cannot leave the base address: each part is sent as one segment.
  private static func path(_ fields: PluginFields) throws(PluginProblem) -> [String] {
    let parts: [String]
    if case .table = fields.table["path"] {
      parts = try fields.texts("path") ?? []
    } else {
      let text = try fields.required("path", try fields.text("path"), "a path such as \"v1/costs\"")
      parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
    for part in parts where [".", "..", ""].contains(part) {
      let whole = parts.joined(separator: "/")
      throw fields.problem(
        "path",
        "expected a path below base_url such as \"v1/costs\", without empty parts, `.` and `..`, "
          + "got \(shownValue(.text(whole)))"
      )
    }
    return parts
  }

  /// The parameters in the order of their names; a list gives its parameter once for each entry.
  private static func query(
    _ fields: PluginFields
  ) throws(PluginProblem) -> [ProviderRequest.Parameter] {
    guard let table = try fields.fields("query") else { return [] }
    guard table.table.array.isEmpty, table.table.others.isEmpty else {
      throw fields.mismatch("query", "parameters by name")
    }
    var parameters: [ProviderRequest.Parameter] = []
    for name in table.table.fields.keys.sorted() {
      switch table.table[name] {
      case .table(let list) where list.fields.isEmpty && list.others.isEmpty:
        for (index, entry) in list.array.enumerated() {
          let key = "\(name)[\(index + 1)]"
          let one = PluginFields(LuaTable(fields: [key: entry]), in: table.file, at: table.path)
          parameters.append(.init(name, try text(one, key)))
        }
      default: parameters.append(.init(name, try text(table, name)))
      }
    }
    return parameters
  }

  private static func text(_ table: PluginFields, _ name: String) throws(PluginProblem) -> String {
    switch table.table[name] {
    case .integer(let number): return "\(number)"
    case .boolean(let flag): return "\(flag)"
    case .string: return try table.required(name, try table.text(name), "a text")
    default: throw table.mismatch(name, "a text, a whole number, true or false")
    }
  }

  private static func paging(
    _ fields: PluginFields
  ) throws(PluginProblem) -> ProviderRequest.Paging {
    try fields.allowOnly(["next", "into", "more", "page", "first", "items", "link"])
    func field(_ name: String) throws(PluginProblem) -> [String]? {
      try fields.text(name)?.split(separator: ".").map(String.init)
    }
    let more = try field("more")
    if case .boolean(true) = fields.table["link"] { return .link(field: nil) }
    if let link = try field("link") { return .link(field: link) }
    if let parameter = try fields.text("page") {
      let first = try fields.integer("first") ?? 1
      guard (0...1_000_000).contains(first) else { throw fields.mismatch("first", "a page number") }
      let items = try fields.required("items", try field("items"), "the name of the page's list")
      return .number(parameter: parameter, first: first, list: items, more: more)
    }
    if let next = try field("next") {
      let into = try fields.required("into", try fields.text("into"), "the name of a parameter")
      return .cursor(field: next, parameter: into, more: more)
    }
    throw fields.problem(
      nil,
      "expected { next = FIELD, into = PARAMETER }, { page = PARAMETER, items = FIELD } "
        + "or { link = FIELD }"
    )
  }
}
