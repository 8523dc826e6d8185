/// What is said of a definition that says nothing itself.
struct Note {
  /// What its summary has no room for, as Markdown.
  let details: String?
  let examples: [String]

  init(_ details: String? = nil, examples: [String]) {
    self.details = details
    self.examples = examples
  }
}

/// What is said of usage and what it gives, by name; all other definitions say it themselves.
///
/// What stands beside a definition takes the place of what is here, and a test then asks to remove it here.
let usageNotes = usageModuleNotes.merging(frameNotes) { first, _ in first }
  .merging(groupsNotes) { first, _ in first }

/// The functions of `usage`.
private let usageModuleNotes: [String: Note] = [
  "usage.load": Note(
    """
    Say which `dims` you want. A source can often tell its usage by app or by service, but not both at \
    once. Without `dims`, or with too many, one of the two reads `(not broken down)`; see \
    [facets](../data-model.md#facets). `day`, `week`, `month` and `unit` always come along.

    A condition of `where` is a value, a list of values, or a pattern in which `*` stands for anything; a \
    tag is written as `["tag.team"] = "web"`. A period ends with the last day that is over, unless \
    `partial` is true. With `view = "effective"`, the default, a fee is spread over its cycle and a top-up \
    counts as it is used; with `"billed"` money counts on the day on which it is due. See \
    [money](../configuration.md#money-rates-plans-charges-invoices).
    """,
    examples: [
      """
      local spend = usage.load { dims = { "app" }, where = { provider = "puter", app = { "S*", "Wallet" } } }
      assert(spend.cost == money("57 USD"))
      """,
      """
      -- What the month costs, and what was billed in it.
      local effective = usage.load { dims = { "charge" } }
      local billed = usage.load { dims = { "charge" }, view = "billed" }
      return report.new { title = "Two views" }
        :figures { { "Cost", effective.cost }, { "Billed", billed.cost } }
      """,
    ]
  ),
  "usage.restated": Note(
    """
    `before` is what was known then, `after` what the report knows. Without `dims`, days and sources are \
    told apart.

    - Only days that were over at `since` count. What came later is news, not a restatement.
    - A row is there if its cost, requests, quantity or what the platform counted differ. `#rows == 0` \
    means that nothing was restated.
    - What was fetched later about those days is in it, and so are rates, plans and charges that were added \
    or changed later.
    - A cost that was not known and is zero now is a change: not known is not zero.
    """,
    examples: [
      """
      -- What changed in last month's figures since the report of the second.
      local october = period.month():previous()
      local rows = usage.restated("2026-11-02T06:00:00Z", { period = october })
      local r = report.new { title = "Restated, " .. october.label }
      if #rows == 0 then return r:text("Nothing was restated.") end
      return r:table(rows, { "day", "source", "before", "after", "change" })
      """
    ]
  ),
  "usage.sources": Note(
    examples: [
      #"assert(table.concat(usage.sources(), " ") == "puter-main notte-main helius")"#
    ]
  ),
  "usage.apps": Note(
    examples: [
      #"assert(table.concat(usage.apps(), " ") == "Shop Wallet")"#
    ]
  ),
  "usage.dims": Note(
    examples: [
      #"assert(table.concat(usage.dims("notte-main"), " ") == "day service")"#
    ]
  ),
]
