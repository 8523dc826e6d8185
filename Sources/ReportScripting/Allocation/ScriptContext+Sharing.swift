import LuaHost
import UsageAnalysis
import UsageModel

extension ScriptContext {
  /// What the configuration says that an allocation needs, without billing windows.
  func sharing(asOf moment: Timestamp) throws -> AllocationContext {
    let configured = input.sources.map {
      ($0.name, AllocationContext.Source(provider: $0.provider, tags: $0.tags))
    }
    // A charge may be of a source that is never fetched.
    let charged = try ask { try $0.terms(asOf: moment) }.charges.map {
      ($0.source, AllocationContext.Source(provider: $0.source))
    }
    return AllocationContext(
      currency: input.currency,
      sources: Dictionary(configured + charged, uniquingKeysWith: { first, _ in first }),
      apps: knownApps,
      closestName: { closestMatch(to: $0, in: $1) }
    )
  }

  /// The apps that the configuration names, with their tags; nil where it names none.
  private var knownApps: [String: [String: String]]? {
    var apps: [String: [String: String]] = [:]
    for name in input.apps + input.sources.compactMap(\.app) {
      apps[name] = input.appTags[name] ?? [:]
    }
    return apps.isEmpty ? nil : apps
  }

  /// The billing windows of the sources on some days: those that readings name, else calendar months.
  func billingWindows(
    on days: Range<Day>,
    asOf moment: Timestamp
  ) throws -> (_ source: String, _ day: Day) -> Period {
    let query = UsageQuery(days: days, dimensions: [], asOf: moment)
    var windows: [String: Set<BillingWindow>] = [:]
    for record in try answer(query).records {
      if let window = record.window { windows[record.source, default: []].insert(window) }
    }
    let calendar = input.calendar
    return { source, day in
      .billingCycle(containing: day, windows: Array(windows[source] ?? []), calendar: calendar)
    }
  }

  /// A script's test of a cell, which knows only the dimensions that were loaded; nil for all.
  func cellTest(
    _ function: LuaFunction,
    loaded: Set<UsageDimension>?
  ) -> AllocationRule.Test {
    { cell in
      try self.work(8)
      switch try function.call([try self.row(of: cell, loaded: loaded)]).first ?? .nil {
      case .nil, .boolean(false): return false
      default: return true
      }
    }
  }

  /// What a method of the user's knows besides the cell: the apps' tags.
  var whatMethodsKnow: LuaValue {
    let apps = input.appTags.mapValues { tags in
      LuaValue.table(LuaTable(fields: tags.mapValues { .text($0) }))
    }
    return .table(LuaTable(fields: ["tags": .table(LuaTable(fields: apps))]))
  }

  /// A script's weights of a cell; `rule` begins the messages, and `more` is a third argument.
  func weighing(
    _ function: LuaFunction,
    of rule: String,
    loaded: Set<UsageDimension>?,
    telling more: LuaValue? = nil
  ) -> AllocationMethod.Weighing {
    { cell, targets in
      try self.work(8 + targets.count + (more == nil ? 0 : self.input.appTags.count * 4))
      let names = LuaValue.table(LuaTable(array: targets.map { .text($0) }))
      let known = more.map { [$0] } ?? []
      let result =
        try function.call([try self.row(of: cell, loaded: loaded), names] + known).first ?? .nil
      guard case .table(let table) = result, table.array.isEmpty, table.others.isEmpty else {
        throw HostError(
          "rule \"\(rule)\": `with` returned \(describe(result)); expected weights by app, such as "
            + "{ Shop = 2, Wallet = 1 }"
        )
      }
      try self.work(table.fields.count * 4)
      var weights: [String: FixedDecimal] = [:]
      for name in table.fields.keys.sorted() {
        guard let weight = table[name].decimal else {
          throw HostError(
            "rule \"\(rule)\": `with` returned \(describe(table[name])) for \"\(name)\"; expected a number"
          )
        }
        weights[name] = weight
      }
      return weights
    }
  }

  /// A cell as scripts see it.
  private func row(
    of cell: AllocationCell,
    loaded: Set<UsageDimension>?
  ) throws -> LuaValue {
    let tags = cell.tags.keys.sorted().map { UsageDimension.tag($0).name }
    let names = allocationCell.fields.map(\.name) + tags
    let rows = try hostRows(names, count: 1, try hold(0), in: self) { _, name in
      switch name {
      case "day": return .day(cell.day, in: self)
      case "cost": return .cost(cell.cost, in: self)
      case "requests": return .decimal(cell.requests)
      case "target": return cell.target.map { .text($0) } ?? .nil
      default:
        guard let dimension = UsageDimension(name: name) else { return .nil }
        if let loaded, dimension.dependsOnFacet, !loaded.contains(dimension) {
          throw HostError(
            "the cell is not told apart by \"\(name)\"; add it to the `dims` of policy:apply"
          )
        }
        return .text(cell[dimension])
      }
    }
    return .object(rows.row(at: 0))
  }
}

/// What the functions of a rule see of a cell.
let allocationCell = RowDefinition(
  name: "cell",
  summary:
    "Usage of one day, added up: for `match` what is alike in all that was loaded, for `with` in all that the "
    + "shares are told apart by.",
  page: "allocation",
  fields: [
    RowField("day", "tally.day", "the day"),
    RowField("source", "string", "the source"),
    RowField("provider", "string", "the platform"),
    RowField("account", "string", "the platform's id of the account"),
    RowField("app", "string", "the app"),
    RowField("app_id", "string", "the platform's id of the app"),
    RowField("service", "string", "the service"),
    RowField("category", "string", "the service's category"),
    RowField("meter", "string", "what is metered"),
    RowField("unit", "string", "the quantity's unit"),
    RowField("charge", "string", "usage, fee or another kind of charge"),
    RowField("target", "string?", "whose share it is, from step 2 on"),
    RowField("cost", "tally.money?", "the cost"),
    RowField("requests", "integer|number|nil", "the requests"),
  ],
  isOpen: true
)
