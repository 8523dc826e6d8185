import LuaHost
import UsageModel
import UsageProviders

/// What `normalise` is given: a stored reply as plain data.
struct ReplyTable {
  private let reply: ProviderReply

  init(_ reply: ProviderReply) {
    self.reply = reply
  }

  /// The header with which the host says that a reply has several pages; platforms cannot set it.
  private static let pagesHeader = "tally-pages"

  /// The table of a reply whose body is some JSON.
  func table(of json: JSONValue, with values: ReplyValues) throws(ReplyError) -> LuaTable {
    let observed = reply.observedAt
    var table = LuaTable(fields: [
      "request": .text(reply.request), "observed_at": .text(observed.description),
      "observed_time": .integer(observed.seconds), "today": .text(observed.utcDay.description),
    ])
    if reply.headers[Self.pagesHeader] != nil, case .list(let pages) = json {
      var list: [LuaValue] = []
      for page in pages { list.append(try values.value(page)) }
      table["pages"] = .table(LuaTable(array: list))
    } else {
      let body = try values.value(json)
      table["body"] = body
      table["pages"] = .table(LuaTable(array: [body]))
    }
    let headers = reply.headers.filter { $0.key != Self.pagesHeader }
    table["headers"] = .table(LuaTable(fields: headers.mapValues { .text($0) }))
    // A request that is named by its month is about it.
    if let month = Month(String(reply.request.suffix(7))) {
      table["month"] = PlanTable.table(of: month)
    }
    return table
  }
}
