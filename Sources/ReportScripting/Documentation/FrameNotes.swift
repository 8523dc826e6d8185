/// What is said of frames.
let frameNotes: [String: Note] = [
  "frame": Note(
    """
    `cost` is nil where nothing is priced, and `quantity` an error where its records have several units: \
    filter by `unit` first. On coverage, see [the data model](../data-model.md#quality-and-coverage). The \
    columns of a frame are its dimensions, `cost`, `requests` and `quantity`.
    """,
    examples: [
      """
      local shop = usage.load { where = { app = "Shop" } }
      assert(#shop == 19 and shop.cost == money("38 USD") and shop.requests == 190)
      assert(shop.quantity == 1900)  -- all of it in tokens
      assert(shop.before == money("20 USD"))  -- the first 20 days of October
      assert(shop.coverage == 0.95 and shop.period == period.month())
      assert(#shop.uncounted == 0)  -- every source of it tells its requests
      """
    ]
  ),
  "frame:by": Note(
    """
    Its rows are [groups](groups.md#group).
    """,
    examples: [
      """
      local spend = usage.load { dims = { "app", "service" } }
      for row in spend:by("app"):rows() do print(row.app, row.cost, row.share) end
      assert(#spend:by("app", "service") == 3)
      """
    ]
  ),
  "frame:where": Note(
    """
    Conditions are written as in [`usage.load`](usage.md#usageload), but only on dimensions that were loaded. \
    A function receives each [record](#record) and says whether it stays.
    """,
    examples: [
      """
      local spend = usage.load { dims = { "app" } }
      assert(spend:where { app = "Shop" }.cost == money("38 USD"))
      local large = spend:where(function(row) return row.cost and row.cost > money("1.5 USD") end)
      assert(#large == 19)
      """
    ]
  ),
  "frame:top": Note(
    """
    The frame has to be loaded with `dims`: their values are what is ranked. `frame:by` and then `groups:top` do the \
    same by other dimensions.
    """,
    examples: [
      """
      local spend = usage.load { dims = { "app" } }
      local top = spend:top(1)
      assert(#top == 2 and top.cost == spend.cost)  -- the largest, and "Other (1)"
      """
    ]
  ),
  "frame:sort": Note(
    examples: [
      """
      local spend = usage.load { dims = { "app" } }
      local last
      for row in spend:sort("cost"):rows() do
        assert(not last or not row.cost or row.cost <= last)
        last = row.cost or last
      end
      """
    ]
  ),
  "frame:map": Note(
    """
    Each function receives every [record](#record) once. Where it gives texts, the column is a dimension: group, \
    filter and cross by it. Any other column is there to read, and adds up to nothing. One without any value, as where \
    there is no usage, may be used as either.
    """,
    examples: [
      """
      local spend = usage.load({ dims = { "app" } }):map {
        team = function(row) return row.app == "Shop" and "web" or "core" end,
        per_request = function(row) return row.cost and row.requests and row.cost / row.requests end,
      }
      assert(spend:by("team").cost == spend.cost)
      assert(spend:where { team = "web" }.cost == money("38 USD"))
      for team, rate in spend:values("team", "per_request") do
        assert(team == "web" or team == "core")
        assert(rate == nil or rate.currency == "USD")
      end
      """
    ]
  ),
  "frame:pivot": Note(
    """
    Gives a [cross table](pivot.md). Rows and columns are in the order of their totals, the largest first; days, \
    weeks and months in that of time. There can be 100 columns.
    """,
    examples: [
      """
      local spend = usage.load { dims = { "app", "month" } }
      local cross = spend:pivot("app", "month")
      assert(cross.columns[1] == "2026-11")
      return report.new { title = "Apps" }:table(cross, cross.fields)
      """
    ]
  ),
  "frame:compare": Note(
    """
    Both frames have to be loaded with the same `dims`. Rows on one side only are there too. Its rows are \
    [changes](comparison.md#change).
    """,
    examples: [
      """
      local month = period.month()
      local now = usage.load { dims = { "app" } }
      local last = usage.load { period = month:previous(), dims = { "app" } }
      for row in now:compare(last):rows() do print(row.app, row.before, row.after, row.change) end
      """
    ]
  ),
  "pivot": Note(
    """
    Made by [`frame:pivot`](frame.md#framepivot). A row has the dimension of the rows, `key` with the same text, a \
    field for each of `columns`, and `total`. What is not known is nil.
    """,
    examples: [
      """
      local cross = usage.load({ dims = { "app" } }):pivot("app", "month")
      assert(#cross > 0 and cross.columns[1] == "2026-11" and cross.fields[1].field == "app")
      """
    ]
  ),
  "pivot:rows": Note(
    examples: [
      """
      local cross = usage.load({ dims = { "app" } }):pivot("app", "month")
      for row in cross:rows() do
        assert(row["2026-11"] == row.total, row.key)
      end
      """
    ]
  ),
  "frame:daily": Note(
    examples: [
      """
      local daily = usage.load():daily()
      assert(#daily == 20 and daily[1].value == money("3 USD"))
      assert(daily[5].value == nil)  -- nothing is known of the fifth
      """
    ]
  ),
  "frame:weekly": Note(
    examples: [
      #"assert(usage.load():weekly("requests")[1].value == 15)"#
    ]
  ),
  "frame:monthly": Note(
    examples: [
      """
      local year = usage.load { period = period.year() }
      assert(year:monthly()[11].value == money("57 USD"))
      """
    ]
  ),
  "frame:rows": Note(
    """
    Each is a [record](#record).
    """,
    examples: [
      """
      local sum = 0
      for row in usage.load({ dims = { "app" } }):rows() do sum = sum + (row.cost or 0) end
      assert(sum == money("57 USD"))
      """
    ]
  ),
  "frame:values": Note(
    """
    Begin with a dimension, which every record has: a loop in Lua ends where its first value is nil, so \
    records without one are left out.
    """,
    examples: [
      """
      -- It begins with a dimension, which every record has: a loop ends at its first nil.
      local most, best = money("0 USD"), nil
      for day, cost in usage.load():values("day", "cost") do
        if cost and cost > most then most, best = cost, day end
      end
      assert(tostring(best) == "2026-11-01")
      """
    ]
  ),
  "frame:numbers": Note(
    examples: [
      """
      local sum = 0
      for day, cost in usage.load():numbers("day", "cost") do sum = sum + (cost or 0) end
      assert(sum == 57)
      """
    ]
  ),
  "frame:unpriced": Note(
    examples: [
      """
      for _, rest in ipairs(usage.load():unpriced()) do
        assert(rest.unit == "helius:credit" and rest.quantity == 950)
      end
      """
    ]
  ),
]
