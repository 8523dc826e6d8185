/// What rows of frames, groups and comparisons have.
///
/// Each has the dimensions besides, as texts; the day of a record is a day.
let usageRows = [
  RowDefinition(
    name: "record",
    summary: "A record of a frame; its dimensions are fields too.",
    page: "frame",
    fields: [
      RowField("cost", "tally.money?", "the cost, where it is priced"),
      RowField("requests", "integer|number|nil", "the requests, where the platform tells them"),
      RowField("quantity", "integer|number|nil", "the quantity, counted in `unit`"),
    ],
    isOpen: true
  ),
  RowDefinition(
    name: "group",
    summary: "A row of groups; its dimensions are fields too, and so is what `map` added.",
    page: "groups",
    fields: [
      RowField("key", "string", "the first dimension's value"),
      RowField("cost", "tally.money?", "the cost of what is priced"),
      RowField("requests", "integer|number|nil", "the requests, where platforms tell them"),
      RowField("quantity", "integer|number|nil", "the quantity, of records with one unit"),
      RowField("share", "number?", "its part of the whole cost, 0 to 1"),
      RowField("before", "tally.money?", "the cost of as many days of the period before"),
      RowField("trend", "tally.series", "the cost day by day; a table draws it as a small chart"),
      RowField("frame", "tally.frame", "the records that it stands for"),
    ],
    isOpen: true
  ),
  RowDefinition(
    name: "pivot_row",
    summary: "A row of a cross table; it has a field for each of its columns too.",
    page: "pivot",
    fields: [
      RowField("key", "string", "the value of the dimension of the rows"),
      RowField("total", "tally.money|integer|number|nil", "the sum of the row"),
    ],
    isOpen: true
  ),
  RowDefinition(
    name: "change",
    summary: "A row of a comparison; its dimensions are fields too.",
    page: "comparison",
    fields: [
      RowField("key", "string", "the first dimension's value"),
      RowField("before", "tally.money?", "the cost of the earlier side; nil where it is not known"),
      RowField("after", "tally.money?", "the cost of the later side; nil where it is not known"),
      RowField("change", "tally.money", "after less before; what is not known counts as zero"),
      RowField("percent", "number?", "the change by what was before, a ratio"),
      RowField("requests_before", "integer|number|nil", "the requests of the earlier side"),
      RowField("requests_after", "integer|number|nil", "the requests of the later side"),
    ],
    isOpen: true
  ),
]
