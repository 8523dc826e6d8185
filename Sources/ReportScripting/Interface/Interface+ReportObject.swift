import LuaHost
import ReportDocument
import UsageModel

/// What is chained on a report.
func reportObject(_ context: ScriptContext) -> ObjectDefinition {
  ObjectDefinition(
    name: "report",
    summary: "A report, or a section of one; every method adds a block.",
    details: """
      Calls can be chained. Paragraphs, notices and list items take inline Markdown: emphasis, code, and \
      links to `https:` and `mailto:`. Everything else, and all titles, labels and cells, is plain text: \
      nothing that a script or a platform supplies can become markup.
      """,
    methods: textMethods(context) + dataMethods(context) + [ledgerMethod(context)]
      + nestingMethods(context)
  )
}

/// A method that adds blocks and returns the report.
///
/// The function counts in `memory` what it takes while it works; what the blocks take in the end is
/// counted for it.
func adding(
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
