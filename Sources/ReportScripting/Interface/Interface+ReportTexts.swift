import LuaHost
import ReportDocument

/// The methods that add words: headings, paragraphs, notices, lists, code.
func textMethods(_ context: ScriptContext) -> [Definition] {
  let text = Parameter("text", .text, "inline Markdown: emphasis, code, links")
  let notices = Notice.Kind.allCases.map { kind in
    adding(kind.rawValue, "Adds a notice: \(meaning(of: kind)).", [text], in: context) {
      arguments,
      memory in
      [.notice(Notice(kind, try inline(try arguments.text(0), memory, in: context)))]
    }
    .example(
      """
      return report.new { title = "Notices" }:\(kind.rawValue)("Puter has **not** answered today.")
      """
    )
  }
  return [
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
    }
    .example(#"return report.new { title = "Parts" }:heading("Details"):heading("Apps", 3)"#),
    adding(
      "text",
      "Adds paragraphs; an empty line ends one.",
      [text],
      in: context
    ) { arguments, memory in
      let paragraphs = try InlineMarkdown.parse(try arguments.text(0)) { steps, bytes in
        try context.work(steps)
        try memory.grow(by: bytes)
      }
      // A block around each, and a list of them.
      try memory.grow(by: paragraphs.count * 96)
      return paragraphs.map(Block.paragraph)
    }
    .example(
      """
      return report.new { title = "Texts" }
        :text("It cost **" .. tostring(money("12.5 USD")) .. "**, says `tally`.")
      """
    ),
    adding(
      "list",
      "Adds a list.",
      [
        Parameter(
          "items",
          .list(.any),
          "texts, numbers, amounts or days; a list is a sublist of the item before it"
        ),
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
    }
    .example(
      """
      local items = { "Puter", { "Shop", "Wallet" }, "Notte" }
      return report.new { title = "Lists" }:list(items, { ordered = true })
      """
    ),
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
    }
    .example(#"return report.new { title = "Code" }:code("print(1)", "lua")"#),
    adding("rule", "Adds a line between parts.", in: context) { _, _ in [.rule] }
      .example(#"return report.new { title = "Parts" }:text("One."):rule():text("Two.")"#),
    adding("page_break", "Begins a new page in print.", in: context) { _, _ in [.pageBreak] }
      .example(#"return report.new { title = "Pages" }:text("One."):page_break():text("Two.")"#),
  ] + notices
}

private func meaning(of kind: Notice.Kind) -> String {
  switch kind {
  case .note: "good to know"
  case .warning: "a risk, or old data"
  case .caution: "a limit that was passed"
  }
}
