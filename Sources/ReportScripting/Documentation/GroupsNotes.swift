/// What is said of groups, comparisons and series.
let groupsNotes: [String: Note] = [
  "groups": Note(
    examples: [
      """
      local apps = usage.load({ dims = { "app" }, where = { provider = "puter" } }):by("app")
      assert(#apps == 2 and apps.cost == money("57 USD") and apps.requests == 285)
      assert(apps.before == money("40 USD") and apps.coverage == 0.95)
      """
    ]
  ),
  "groups:top": Note(
    """
    Call it before `map`.
    """,
    examples: [
      """
      local apps = usage.load({ dims = { "app" } }):by("app"):top(1)
      for row in apps:rows() do print(row.app, row.cost) end  -- Shop, and Other (2)
      """
    ]
  ),
  "groups:sort": Note(
    """
    Call it before `map`.
    """,
    examples: [
      """
      local apps = usage.load({ dims = { "app" } }):by("app"):sort("app", "asc")
      return report.new { title = "Apps, A to Z" }:table(apps, { "app", "cost" })
      """
    ]
  ),
  "groups:map": Note(
    """
    Each function receives a [row](#group); what it returns is a field of that row.
    """,
    examples: [
      """
      local apps = usage.load({ dims = { "app" } }):by("app"):map {
        per_thousand = function(row)
          if row.cost and row.requests then return row.cost / row.requests * 1000 end
        end,
      }
      return report.new { title = "Apps" }
        :table(apps, { "app", "cost", { field = "per_thousand", title = "Per thousand", total = false } })
      """
    ]
  ),
  "groups:where": Note(
    """
    Conditions are written as in [`usage.load`](usage.md#usageload), on the dimensions of the grouping.
    """,
    examples: [
      """
      local apps = usage.load({ dims = { "app" } }):by("app")
      local large = apps:where(function(row) return row.share and row.share > 0.5 end)
      assert(#large == 1 and #apps:where { app = "Wallet" } == 1)
      """
    ]
  ),
  "groups:daily": Note(
    examples: [
      """
      local shop = usage.load({ dims = { "app" } }):by("app"):where { app = "Shop" }
      assert(shop:daily()[1].value == money("2 USD"))
      """
    ]
  ),
  "groups:weekly": Note(
    examples: [
      #"assert(#usage.load():by("source"):weekly() == 4)"#
    ]
  ),
  "groups:monthly": Note(
    examples: [
      #"assert(usage.load():by("source"):monthly("requests")[1].value == 285)"#
    ]
  ),
  "groups:compare": Note(
    """
    Rows that only one side has are there too. Compare before `top`, since "Other" does not stand for the same on \
    both sides; the option `limit` of [`report:table`](report.md#reporttable) shows the largest changes.
    """,
    examples: [
      """
      -- What changed since the month before, app by app.
      local last = period.month():previous():same_days()
      local now = usage.load { dims = { "app" } }
      local before = usage.load { period = last, dims = { "app" } }
      local changes = now:by("app"):compare(before:by("app"))
      return report.new { title = "Changes" }
        :table(changes, { "app", "before", "after", "change", "percent" })
      """
    ]
  ),
  "groups:rows": Note(
    """
    Each is a [group](#group).
    """,
    examples: [
      """
      for row in usage.load({ dims = { "app" } }):by("app"):rows() do
        print(row.key, row.cost, row.before, row.share, #row.trend, #row.frame)
      end
      """
    ]
  ),
  "comparison": Note(
    """
    Rows that only one side has are there too; each is a [change](#change).
    """,
    examples: [
      """
      local apps = usage.load({ dims = { "app" } }):by("app")
      assert(#apps:compare(apps) == #apps)
      """
    ]
  ),
  "comparison:rows": Note(
    examples: [
      """
      local now = usage.load({ dims = { "app" } }):by("app")
      local last = usage.load({ period = period.month():previous(), dims = { "app" } }):by("app")
      for row in now:compare(last):rows() do
        if row.change > 0 then print(row.key, row.before, row.after, row.percent) end
      end
      """
    ]
  ),
  "series": Note(
    """
    `#series` is the number of slots, and `series[1]` the first [point](#point-objects).
    """,
    examples: [
      """
      local daily, sum = usage.load():daily(), 0
      for i = 1, #daily do sum = sum + (daily[i].value or 0) end
      assert(sum == money("57 USD"))
      """
    ]
  ),
  "point": Note(
    examples: [
      """
      local first = usage.load():daily()[1]
      assert(tostring(first.day) == "2026-11-01" and first.value == money("3 USD"))
      """
    ]
  ),
]
