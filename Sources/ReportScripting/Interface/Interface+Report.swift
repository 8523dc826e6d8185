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
      Parameter("title", .text, optional: true, "the title; that of `script` without it"),
      Parameter("subtitle", .text, optional: true, "a line below the title"),
      Parameter("period", .object("period"), optional: true, "the report's own without it"),
      Parameter("summary", .text, optional: true, "a sentence that answers the question"),
      Parameter(
        "file",
        .text,
        optional: true,
        "the file's name, of several reports: letters, digits, `-`, `_` and `.`"
      ),
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
  .explained(
    "Blocks are added by the methods of the [report](#report-objects). Return it at the script's end."
  )
  .example(
    """
    local r = report.new { title = "Platforms", summary = "What each platform costs." }
    r:table(usage.load():by("provider"), { "provider", "cost", "share" })
    return r
    """
  )
  let each = Definition(
    "report.each",
    "Makes several reports, one for each item; each names its file.",
    [
      Parameter("items", .list(.any), "what to go through"),
      Parameter(
        "make",
        .callback("fun(item: any): tally.report?"),
        "returns the report of an item, or nil"
      ),
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
  .explained("Return what it gives. A script makes at most 1,000 reports.")
  .example(
    """
    local all = usage.load { dims = { "app", "provider" } }
    return report.each(usage.apps(), function(name)
      local own = all:where { app = name }
      if not own.cost then return nil end
      return report.new { title = name, file = name:lower() }
        :table(own:by("provider"), { "provider", "cost" })
    end)
    """
  )
  return ModuleDefinition(
    name: "report",
    summary: "Reports: how they begin, and what is added to them.",
    functions: [make, each]
  )
}

/// Each becomes a page or two, whatever is on it.
private let mostReports = 1000

/// Leaves room for the period and the extension.
private let longestFileName = 100

/// A file name that cannot leave its folder or be read as an option.
private func checkFileName(_ name: String) throws(HostError) {
  let isSafe = name.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
  }
  let found = "got \(describe(.text(name)))"
  guard isSafe, !name.isEmpty else {
    throw HostError("option \"file\": use letters, digits, `-`, `_` and `.`, \(found)")
  }
  guard !name.hasPrefix("."), !name.hasPrefix("-") else {
    throw HostError("option \"file\": begin it with a letter, a digit or `_`, \(found)")
  }
  guard name.utf8.count <= longestFileName else {
    throw HostError("option \"file\": at most \(longestFileName) characters, \(found)")
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
