import LuaHost
import ReportDocument
import UsageModel

/// `report.new` and `report.each`.
func reportModule(_ context: ScriptContext) -> ModuleDefinition {
  let make = Definition(
    "report.new",
    "Begins a report.",
    [Parameter("head", .table, optional: true, "the options below")],
    options: [
      Parameter("title", .text, optional: true, "the title; the header's without it"),
      Parameter("subtitle", .text, optional: true, "a line below the title"),
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("summary", .text, optional: true, "a sentence that answers the question"),
      Parameter("file", .text, optional: true, "the file's name, of several reports"),
    ],
    result: "tally.report"
  ) { arguments in
    var period = context.period
    if case .object(let object as PeriodObject) = arguments.options["period"] {
      period = object.period
    }
    let file = arguments.textOption("file")
    if let file { try checkFileName(file) }
    guard let title = arguments.textOption("title") ?? context.title, !title.isEmpty else {
      throw HostError("option \"title\" is missing: what the report is called")
    }
    let head = ReportDocument(
      title: title,
      subtitle: arguments.textOption("subtitle"),
      period: period,
      periodNote: periodNote(of: period, in: context),
      generatedAt: context.input.asOf,
      currency: context.input.currency,
      summary: arguments.textOption("summary")
    )
    return [
      .object(
        ReportObject(builder: BlockBuilder(), head: head, file: file, context: context)
      )
    ]
  }
  let each = Definition(
    "report.each",
    "Makes several reports, one for each item; each names its file.",
    [
      Parameter("items", .table, "what to go through"),
      Parameter("make", .function, "returns the report of an item, or nil"),
    ],
    result: "tally.reports"
  ) { arguments in
    guard case .table(let items) = arguments[0], case .function(let function) = arguments[1] else {
      return []
    }
    var reports: [ReportObject] = []
    var files: Set<String> = []
    for item in try entries(of: items) {
      switch try function.call([item]).first ?? .nil {
      case .nil: continue
      case .object(let report as ReportObject) where report.head != nil:
        guard let file = report.file else {
          throw HostError("each report needs a file of its own: report.new { file = … }")
        }
        guard files.insert(file).inserted else {
          throw HostError("two reports have the file \"\(file)\"")
        }
        reports.append(report)
      case let other: throw HostError("the function must return a report, got \(describe(other))")
      }
    }
    return [.object(ReportListObject(reports: reports, context: context))]
  }
  return ModuleDefinition(name: "report", summary: "Reports.", functions: [make, each])
}

/// A file name that cannot leave its folder or be read as an option.
private func checkFileName(_ name: String) throws(HostError) {
  let isSafe = name.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
  }
  guard isSafe, !name.isEmpty, name.utf8.count <= 100, !name.hasPrefix("."), !name.hasPrefix("-")
  else {
    throw HostError(
      "option \"file\": use letters, digits, `-`, `_` and `.`, got \(describe(.text(name)))"
    )
  }
}

/// How much of a period the report covers: `1–20 November 2026, 20 of 30 days`.
private func periodNote(of period: Period, in context: ScriptContext) -> String {
  let days = context.elapsedDays(of: period)
  guard let covered = Period(from: days.lowerBound, before: days.upperBound) else {
    return "\(period.label), no day is over yet"
  }
  guard days.count < period.length else {
    return "\(period.label), \(days.count) \(days.count == 1 ? "day" : "days")"
  }
  return "\(covered.label), \(days.count) of \(period.length) days"
}

/// What is chained on a report.
func reportObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "report",
    summary: "A report, or a section of one; every method adds a block.",
    methods: textMethods(context) + dataMethods(context) + nestingMethods(context)
  )
}

/// A method that adds blocks and returns the report.
private func adding(
  _ name: String,
  _ summary: String,
  _ parameters: [Parameter] = [],
  rest: Parameter? = nil,
  options: [Parameter] = [],
  _ blocks: @escaping (Arguments) throws -> [Block]
) -> Definition {
  Definition(
    "report:\(name)",
    summary,
    parameters,
    rest: rest,
    options: options,
    result: "tally.report"
  ) { arguments in
    guard case .object(let report as ReportObject) = arguments.receiver else { return [] }
    guard !report.builder.isFinished else {
      throw HostError("this part of the report is finished; add its blocks in its function")
    }
    let blocks = try blocks(arguments)
    // Every block costs memory in the host, which counts towards the script's, as its text does
    // towards what the script may say. What a section holds was counted when it was added.
    let bytes = blocks.reduce(0) { $0 + $1.ownBytes }
    try arguments.state.chargeOutput(bytes)
    try arguments.state.chargeMemory(blocks.count * 256 + bytes)
    report.builder.blocks += blocks
    return [arguments.receiver]
  }
}

private func textMethods(_ context: ScriptContext) -> [Definition] {
  let text = Parameter("text", .text, "inline Markdown: emphasis, code, links")
  let notices = Notice.Kind.allCases.map { kind in
    adding(kind.rawValue, "Adds a notice: a \(kind.rawValue).", [text]) { arguments in
      [.notice(Notice(kind, InlineMarkdown.parseInline(try arguments.text(0))))]
    }
  }
  return notices + [
    adding(
      "heading",
      "Adds a heading.",
      [
        Parameter("text", .text, "the heading"),
        Parameter("level", .wholeNumber, optional: true, "2 to 4; 2 without it"),
      ]
    ) { arguments in
      let level = Arguments.wholeNumber(arguments[1]) ?? 2
      guard (2...4).contains(level) else {
        throw HostError("argument 2 (level): expected 2, 3 or 4")
      }
      return [.heading(Heading(try arguments.text(0), level: level))]
    },
    adding("text", "Adds paragraphs.", [text]) { arguments in
      InlineMarkdown.parse(try arguments.text(0)).map(Block.paragraph)
    },
    adding(
      "list",
      "Adds a list.",
      [
        Parameter("items", .table, "texts, or lists for a sublist"),
        Parameter(
          "options",
          .options([Parameter("ordered", .boolean, optional: true, "true for a numbered list")]),
          optional: true,
          "{ ordered = true }"
        ),
      ]
    ) { arguments in
      guard case .table(let items) = arguments[0] else { return [] }
      var isOrdered = false
      if case .table(let options) = arguments[1], case .boolean(true) = options["ordered"] {
        isOrdered = true
      }
      return [.list(try bulletList(items, isOrdered: isOrdered))]
    },
    adding(
      "code",
      "Adds code.",
      [
        Parameter("text", .text, "the code"),
        Parameter("language", .text, optional: true, "its language"),
      ]
    ) { arguments in
      let language: String? = if case .string(let name) = arguments[1] { name.text } else { nil }
      return [.code(CodeBlock(try arguments.text(0), language: language))]
    },
    adding("rule", "Adds a line between parts.") { _ in [.rule] },
    adding("page_break", "Begins a new page in print.") { _ in [.pageBreak] },
  ]
}

/// A list and its sublists; a sublist belongs to the item before it.
private func bulletList(_ table: LuaTable, isOrdered: Bool) throws(HostError) -> BulletList {
  var items: [BulletList.Item] = []
  for item in try entries(of: table) {
    switch item {
    case .table(let sublist):
      guard !items.isEmpty else { throw HostError("a sublist needs an item before it") }
      items[items.count - 1].sublist = try bulletList(sublist, isOrdered: isOrdered)
    case .string(let text): items.append(.init(InlineMarkdown.parseInline(text.text)))
    case .integer, .number, .object(is MoneyObject), .object(is DayObject),
      .object(is PeriodObject):
      items.append(.init([.text(try displayText(item))]))
    default: throw HostError("an item is a text or a list, got \(describe(item))")
    }
  }
  return BulletList(isOrdered: isOrdered, items: items)
}

private func dataMethods(_ context: ScriptContext) -> [Definition] {
  [
    adding(
      "figures",
      "Adds headline figures.",
      [
        Parameter(
          "items",
          .table,
          "{ label, value, before=, range=, note=, spark= }; nil is skipped"
        )
      ]
    ) { arguments in
      guard case .table(let items) = arguments[0] else { return [] }
      let figures = try figures(items)
      return figures.isEmpty ? [] : [.figures(figures)]
    },
    adding(
      "table",
      "Adds a table.",
      [
        Parameter(
          "data",
          .either([.object("groups"), .object("comparison"), .object("frame"), .table]),
          "grouped usage, a comparison, a frame, or a list of rows"
        ),
        Parameter("columns", .table, "field names, or { field=, title=, format=, align=, total= }"),
        Parameter(
          "options",
          .options(TableBuilding.options),
          optional: true,
          "{ total=, limit=, caption= }"
        ),
      ]
    ) { arguments in
      [.table(try TableBuilding(context: context).table(arguments))]
    },
    adding("chart", "Adds a chart.", [Parameter("chart", .object("chart"), "from `chart`")]) {
      arguments in
      guard case .object(let object as ChartObject) = arguments[0] else { return [] }
      return [.chart(object.chart)]
    },
  ]
}

private func nestingMethods(_ context: ScriptContext) -> [Definition] {
  let fill = Parameter("fill", .function, "receives the part and adds its blocks")
  /// What a function adds to a part of the report.
  func part(_ value: LuaValue) throws -> [Block] {
    guard case .function(let function) = value else { return [] }
    let builder = BlockBuilder()
    defer { builder.isFinished = true }
    _ = try function.call([.object(ReportObject(builder: builder, context: context))])
    return builder.blocks
  }
  return [
    adding(
      "section",
      "Adds a section with a title.",
      [Parameter("title", .text, "the title"), fill]
    ) { arguments in
      [.section(Section(try arguments.text(0), blocks: try part(arguments[1])))]
    },
    adding(
      "details",
      "Adds a part that is folded.",
      [Parameter("summary", .text, "what it holds"), fill]
    ) { arguments in
      [.details(Details(try arguments.text(0), blocks: try part(arguments[1])))]
    },
    adding("columns", "Adds parts side by side, where there is room.", [fill], rest: fill) {
      arguments in
      [.columns(try arguments.values.map(part))]
    },
  ]
}

/// `report.each` gives this.
func reportsObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "reports",
    summary: "Several reports from one script.",
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as ReportListObject) = call[0] else { return [0] }
        return [.integer(Int64(object.reports.count))]
      }
    ]
  )
}
