import LuaHost

extension Interface {
  /// The interface for its own description: nothing is ever run with it.
  static var documented: Interface { Interface(ScriptContext(.empty(limits: LuaLimits()))) }

  /// What rows have that functions give, by the function's type of row.
  static let rows: [RowDefinition] =
    usageRows + allowanceRows + [
      invoiceRow, metricRow, shareRow, allocationCell, anomalyRow, outlookDayRow,
      outlookBackTestRow, outlookRecordRow, outlookPastRow,
    ]

  /// The tables that functions read by themselves.
  static let shapes: [TableShape] = [figureShape, columnShape, driverShape]

  /// All functions and methods.
  var functions: [Definition] {
    modules.flatMap { ($0.call.map { [$0] } ?? []) + $0.functions } + objects.flatMap(\.methods)
  }
}

extension Definition {
  /// The examples beside the definition, or those of the notes.
  var shownExamples: [String] { examples.isEmpty ? usageNotes[name]?.examples ?? [] : examples }

  /// What the summary has no room for: beside the definition, or in the notes.
  var shownDetails: String? { details ?? usageNotes[name]?.details }
}

extension ObjectDefinition {
  /// The examples beside the definition, or those of the notes.
  var shownExamples: [String] { examples.isEmpty ? usageNotes[name]?.examples ?? [] : examples }

  /// What the summary has no room for: beside the definition, or in the notes.
  var shownDetails: String? { details ?? usageNotes[name]?.details }
}

extension RowDefinition {
  /// The fields, with what only some of the rows have.
  var shownFields: [RowField] { name == "allowance" ? fields + [allowanceHistory] : fields }
}
