import LuaHost
import UsageModel
import UsageProviders

/// What tests of a provider's plug-in ask the host for: to do what it does at a fetch, and to show what came of it.
///
/// It keeps the state's decimals alive.
struct ProviderTestHost {
  let plugin: ProviderPlugin
  let description: ProviderDescription
  let fields: PluginFields
  let decimals: DecimalType

  /// `host.requests { now =, since =, last_observed =, options = }`: the requests of a fetch, checked.
  func requests(_ call: HostCall) throws -> LuaValue {
    let asked = try PluginFields(call[0], in: "host.requests", at: "")
    try asked.allowOnly(["now", "since", "last_observed", "options"])
    let now = try asked.required("now", try asked.moment("now"), "the moment of the fetch")
    var plan = FetchPlan(now: now)
    if let since = try asked.text("since") {
      plan.since = try asked.required("since", Month(since), "a month such as \"2026-11\"")
    }
    if let last = try asked.fields("last_observed") {
      for name in last.table.fields.keys.sorted() {
        plan.lastObserved[name] = try last.moment(name)
      }
    }
    var options: [String: String] = [:]
    if let given = try asked.fields("options") {
      for name in given.table.fields.keys.sorted() {
        if case .string = given.table[name] {
          options[name] = try given.text(name)
        } else {
          options[name] = try given.integer(name).map(String.init)
        }
      }
    }
    let requests = try plugin.requests(plan: plan, options: options)
    let due = requests.filter { request in
      guard plan.since == nil, let final = request.finalAfter,
        let last = plan.lastObserved[request.id]
      else { return true }
      return last < final
    }
    return .table(LuaTable(array: due.map(Self.table)))
  }

  private static func table(of request: ProviderRequest) -> LuaValue {
    var query: [String: [LuaValue]] = [:]
    for parameter in request.query {
      query[parameter.name, default: []].append(.text(parameter.value))
    }
    return .table(
      LuaTable(fields: [
        "id": .text(request.id), "path": .text(request.path.joined(separator: "/")),
        "query": .table(
          LuaTable(fields: query.mapValues { $0.count == 1 ? $0[0] : .table(LuaTable(array: $0)) })
        ),
        "optional": .boolean(request.tolerance != .none),
        "is_paged": .boolean(request.paging != nil),
      ])
    )
  }

  /// `host.normalise { request =, observed_at =, body = or pages =, headers = }`: what the store would keep.
  func normalise(_ call: HostCall) throws -> LuaValue {
    let asked = try PluginFields(call[0], in: "host.normalise", at: "")
    try asked.allowOnly(["request", "observed_at", "body", "pages", "headers"])
    let moment = try asked.required(
      "observed_at",
      try asked.moment("observed_at"),
      "the moment of the reply"
    )
    var reply = ProviderReply(
      request: try asked.required("request", try asked.text("request"), "the request's id"),
      body: Array((try asked.text("body") ?? "").utf8),
      observedAt: moment,
      learntAt: moment
    )
    if let pages = try asked.texts("pages") {
      reply.body = Array("[\(pages.joined(separator: ","))]".utf8)
      reply.headers["tally-pages"] = "\(pages.count)"
    }
    if let headers = try asked.fields("headers") {
      for name in headers.table.fields.keys { reply.headers[name] = try headers.text(name) }
    }
    let argument: LuaTable
    do throws(ReplyError) {
      argument = try ReplyTable(reply).table(of: try reply.json, with: ReplyValues(decimals))
    } catch {
      throw HostError("\(error)")
    }
    guard let normalise = try fields.function("normalise") else { return .nil }
    let value = try normalise.call([.table(argument)]).first ?? .nil
    // As at a fetch, what the plug-in returns leaves its state before it is read.
    let normalised = try NormalisedReading(
      description: description,
      reply: reply,
      file: fields.file
    ).reply(try ValueBytes.value(of: ValueBytes.bytes(of: value)))
    return .table(table(of: normalised))
  }

  private func table(of reply: NormalisedReply) -> LuaTable {
    var table = LuaTable(fields: [
      "readings": .table(LuaTable(array: reply.readings.map { self.table(of: $0) })),
      "allowances": .table(LuaTable(array: reply.allowances.map { self.table(of: $0) })),
      "warnings": .table(LuaTable(array: reply.findings.map { .text($0.text) })),
    ])
    table["plan"] = reply.plan.map { .text($0) } ?? .nil
    return table
  }

  private func table(of reading: Reading) -> LuaValue {
    let key = reading.key
    var table = LuaTable(fields: [
      "facet": .text(key.facet.rawValue), "charge": .text(key.charge.rawValue),
      "measure": .text(key.measure.rawValue), "unit": .text(key.unit),
      "value": .text(reading.value.description),
      "start": .text(reading.window.start.description),
      "stop": .text(reading.window.stop.description),
    ])
    for (name, text) in [
      ("app", key.appID), ("service", key.service), ("category", key.category),
      ("meter", key.meter),
    ] {
      table[name] = text.map { .text($0) } ?? .nil
    }
    if reading.window.basis == .chargePeriod {
      table["day"] = .text(reading.window.start.utcDay.description)
    }
    return .table(table)
  }

  private func table(of allowance: Allowance) -> LuaValue {
    var table = LuaTable(fields: ["name": .text(allowance.name), "unit": .text(allowance.unit)])
    for (name, value) in [
      ("limit", allowance.limit), ("used", allowance.used), ("remaining", allowance.remaining),
    ] {
      table[name] = value.map { .text($0.description) } ?? .nil
    }
    table["resets_at"] = allowance.resetsAt.map { .text($0.description) } ?? .nil
    return .table(table)
  }
}
