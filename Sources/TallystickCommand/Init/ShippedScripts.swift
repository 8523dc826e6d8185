/// The report scripts that come with the product, inside the program itself.
enum ShippedScripts {
  /// A script.
  struct Script {
    let name: String
    let text: String

    fileprivate init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      text = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// All of them; a new working folder has the first one.
  static let all: [Script] = [
    Script("spend-by-app.lua", PackageResources.spend_by_app_lua),
    Script("allowances.lua", PackageResources.allowances_lua),
    Script("budget-watch.lua", PackageResources.budget_watch_lua),
    Script("forecast-accuracy.lua", PackageResources.forecast_accuracy_lua),
    Script("month-over-month.lua", PackageResources.month_over_month_lua),
    Script("one-pager.lua", PackageResources.one_pager_lua),
    Script("reconciliation.lua", PackageResources.reconciliation_lua),
    Script("shared-costs.lua", PackageResources.shared_costs_lua),
    Script("spend-by-provider.lua", PackageResources.spend_by_provider_lua),
    Script("statement.lua", PackageResources.statement_lua),
    Script("top-meters.lua", PackageResources.top_meters_lua),
    Script("unit-cost.lua", PackageResources.unit_cost_lua),
  ]

  /// The adapters of platforms that are scripts; they do nothing until a source names them.
  static let providers: [Script] = [
    Script("anthropic.lua", PackageResources.anthropic_lua),
    Script("github.lua", PackageResources.github_lua),
    Script("openai.lua", PackageResources.openai_lua),
    Script("openrouter.lua", PackageResources.openrouter_lua),
  ]

  /// The output formats, which every new working folder has.
  static let writers: [Script] = [Script("writers/csv.lua", PackageResources.csv_lua)]
}
