import LuaHost
import UsageModel

extension TestedReport {
  /// What `run` takes.
  static let options = [
    Parameter("script", .text, "the script: its file's name, with or without `.lua`"),
    Parameter(
      "usage",
      .table,
      "the rows: `{ day = \"2026-10-01\", source = \"notte\", cost = 1.25 }`"
    ),
    Parameter(
      "period",
      .text,
      optional: true,
      "what the report is about; the month of the last row"
    ),
    Parameter("allowances", .table, optional: true, "rows of allowances"),
    Parameter(
      "budgets",
      .list(.table),
      optional: true,
      "rows as in the configuration: `{ name = \"everything\", limit = \"500 USD\" }`"
    ),
    Parameter(
      "metrics",
      .map(.list(.table)),
      optional: true,
      "rows by the metric's name: `{ users = { { day = \"2026-10-01\", value = 120 } } }`"
    ),
    Parameter(
      "apps",
      .map(.map(.text)),
      optional: true,
      "apps with their tags: `{ Shop = { team = \"web\" } }`; those of the rows without it"
    ),
    Parameter(
      "allocation",
      .list(.object("rule")),
      optional: true,
      "the rules of the configuration: `{ allocation.rule { \"its own\", to = \"app\" } }`"
    ),
    Parameter(
      "invoices",
      .table,
      optional: true,
      "rows as in the configuration: `{ source = \"notte\", period = \"2026-09\", amount = \"83.10 USD\" }`"
    ),
    Parameter("params", .table, optional: true, "values for the script's parameters"),
    Parameter(
      "sources",
      .table,
      optional: true,
      "the sources: `{ name = \"notte\", provider = \"notte\" }`"
    ),
    Parameter("now", .text, optional: true, "the moment that counts as now; the end of the period"),
  ]
}

extension TestedReport {
  /// The apps with their tags that a test names.
  static func apps(_ value: LuaValue) throws(HostError) -> [String: [String: String]] {
    guard case .table(let table) = value else { return [:] }
    let owner = "option \"apps\": "
    guard table.array.isEmpty, table.others.isEmpty else {
      throw HostError("\(owner)every app needs its name: { Shop = { team = \"web\" } }")
    }
    var apps: [String: [String: String]] = [:]
    for name in table.fields.keys.sorted() {
      guard case .table(let tags) = table[name], tags.array.isEmpty, tags.others.isEmpty else {
        throw HostError("\(owner)\(name): expected tags by name, got \(describe(table[name]))")
      }
      apps[name] = [:]
      for tag in tags.fields.keys.sorted() {
        guard let text = tags[tag].textValue else {
          throw HostError("\(owner)\(name): \(tag): expected a text, got \(describe(tags[tag]))")
        }
        apps[name]?[tag] = text
      }
    }
    return apps
  }

  /// The rules that stand for those of the configuration.
  static func rules(_ values: [LuaValue]) throws(HostError) -> [SharingRule<SharingDriver>] {
    try values.enumerated().map { index, value throws(HostError) in
      let owner = "option \"allocation\": entry \(index + 1): "
      guard case .object(let object as RuleObject) = value else {
        throw HostError("\(owner)expected a rule from allocation.rule, got \(describe(value))")
      }
      guard object.test == nil, let rule = object.rule.configured else {
        throw HostError(
          "\(owner)a configuration has no functions, frames or loaded metrics in its rules"
        )
      }
      return rule
    }
  }
}
