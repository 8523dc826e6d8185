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
    let texts = [title, head.subtitle ?? "", head.summary ?? ""]
    let memory = try context.hold(texts.reduce(1024) { $0 + MemorySize.text($1) })
    return [
      .object(
        ReportObject(
          builder: BlockBuilder(),
          memory: memory,
          head: head,
          file: file,
          context: context
        )
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
    for item in try entries(of: items, as: "argument 1 (items): ") {
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
        guard reports.count <= mostReports else {
          throw HostError("more than 1,000 reports of one script")
        }
      case let other:
        throw HostError(
          "argument 2 (make): expected to return a report or nil, got \(describe(other))"
        )
      }
    }
    return [.object(ReportListObject(reports: reports, context: context))]
  }
  return ModuleDefinition(name: "report", summary: "Reports.", functions: [make, each])
}

/// Each becomes a page or two, whatever is on it.
private let mostReports = 1000

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
///
/// The function counts in `memory` what it takes while it works; what the blocks take in the end is
/// counted for it.
private func adding(
  _ name: String,
  _ summary: String,
  _ parameters: [Parameter] = [],
  rest: Parameter? = nil,
  options: [Parameter] = [],
  in context: ScriptContext,
  _ blocks: @escaping (_ arguments: Arguments, _ memory: HeldMemory) throws -> [Block]
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
    let memory = try context.hold(0)
    let blocks = try blocks(arguments, memory)
    // Every block costs memory in the host, which counts towards the script's, as its text does
    // towards what the script may say. What a section holds was counted when it was added.
    try context.work(blocks.count)
    try arguments.state.chargeOutput(blocks.reduce(0) { $0 + $1.ownBytes })
    try memory.grow(by: blocks.reduce(-memory.count) { $0 + $1.memorySize })
    report.memory.take(memory)
    report.builder.blocks += blocks
    return [arguments.receiver]
  }
}

private func textMethods(_ context: ScriptContext) -> [Definition] {
  let text = Parameter("text", .text, "inline Markdown: emphasis, code, links")
  let notices = Notice.Kind.allCases.map { kind in
    adding(kind.rawValue, "Adds a notice: a \(kind.rawValue).", [text], in: context) {
      arguments,
      memory in
      [.notice(Notice(kind, try inline(try arguments.text(0), memory, in: context)))]
    }
  }
  return notices + [
    adding(
      "heading",
      "Adds a heading.",
      [
        Parameter("text", .text, "the heading"),
        Parameter("level", .wholeNumber, optional: true, "2 to 4; 2 without it"),
      ],
      in: context
    ) { arguments, _ in
      let level = Arguments.wholeNumber(arguments[1]) ?? 2
      guard (2...4).contains(level) else {
        throw HostError("argument 2 (level): expected 2, 3 or 4, got \(level)")
      }
      return [.heading(Heading(try arguments.text(0), level: level))]
    },
    adding("text", "Adds paragraphs.", [text], in: context) { arguments, memory in
      let paragraphs = try InlineMarkdown.parse(try arguments.text(0)) { steps, bytes in
        try context.work(steps)
        try memory.grow(by: bytes)
      }
      // A block around each, and a list of them.
      try memory.grow(by: paragraphs.count * 96)
      return paragraphs.map(Block.paragraph)
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
      ],
      in: context
    ) { arguments, memory in
      guard case .table(let items) = arguments[0] else { return [] }
      var isOrdered = false
      if case .table(let options) = arguments[1], case .boolean(true) = options["ordered"] {
        isOrdered = true
      }
      let building = ListBuilding(isOrdered: isOrdered, memory: memory, context: context)
      return [.list(try building.list(items, as: "argument 1 (items): "))]
    },
    adding(
      "code",
      "Adds code.",
      [
        Parameter("text", .text, "the code"),
        Parameter("language", .text, optional: true, "its language"),
      ],
      in: context
    ) { arguments, _ in
      let language: String? = if case .string(let name) = arguments[1] { name.text } else { nil }
      return [.code(CodeBlock(try arguments.text(0), language: language))]
    },
    adding("rule", "Adds a line between parts.", in: context) { _, _ in [.rule] },
    adding("page_break", "Begins a new page in print.", in: context) { _, _ in [.pageBreak] },
  ]
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
      ],
      in: context
    ) { arguments, memory in
      guard case .table(let items) = arguments[0] else { return [] }
      let count = items.array.count + items.others.count
      try context.work(count * 16)
      try memory.grow(by: count * 512)
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
      ],
      in: context
    ) { arguments, memory in
      [.table(try TableBuilding(context: context, memory: memory).table(arguments))]
    },
    adding(
      "chart",
      "Adds a chart.",
      [Parameter("chart", .object("chart"), "from `chart`")],
      in: context
    ) { arguments, _ in
      guard case .object(let object as ChartObject) = arguments[0] else { return [] }
      return [.chart(object.chart)]
    },
  ]
}

private func nestingMethods(_ context: ScriptContext) -> [Definition] {
  let fill = Parameter("fill", .function, "receives the part and adds its blocks")
  /// What a function adds to a part of the report.
  func part(_ value: LuaValue, of arguments: Arguments) throws -> [Block] {
    guard case .function(let function) = value,
      case .object(let report as ReportObject) = arguments.receiver
    else { return [] }
    let builder = BlockBuilder()
    defer { builder.isFinished = true }
    let part = ReportObject(builder: builder, memory: report.memory, context: context)
    _ = try function.call([.object(part)])
    return builder.blocks
  }
  return [
    adding(
      "section",
      "Adds a section with a title.",
      [Parameter("title", .text, "the title"), fill],
      in: context
    ) { arguments, _ in
      [.section(Section(try arguments.text(0), blocks: try part(arguments[1], of: arguments)))]
    },
    adding(
      "details",
      "Adds a part that is folded.",
      [Parameter("summary", .text, "what it holds"), fill],
      in: context
    ) { arguments, _ in
      [.details(Details(try arguments.text(0), blocks: try part(arguments[1], of: arguments)))]
    },
    adding(
      "columns",
      "Adds parts side by side, where there is room.",
      [fill],
      rest: fill,
      in: context
    ) { arguments, _ in
      [.columns(try arguments.values.map { try part($0, of: arguments) })]
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
