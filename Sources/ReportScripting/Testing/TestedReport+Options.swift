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
