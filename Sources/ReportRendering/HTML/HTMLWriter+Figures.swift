import ReportDocument

extension HTMLWriter {
  mutating func visitFigures(_ figures: [Figure]) {
    guard !figures.isEmpty else { return }
    raw("<dl class=\"kpi\(figures.count < 4 ? " n\(figures.count)" : "")\">\n")
    for figure in figures {
      raw("<div><dt>")
      text(figure.label)
      let headline = Headline(figure.value, format: format)
      raw("</dt><dd class=\"v\(headline.text.count > 12 ? " long" : "")\">")
      name(PlainText.cut(headline.main, to: 60))
      if !headline.small.isEmpty {
        raw("<small>")
        text(headline.small)
        raw("</small>")
      }
      raw("</dd>")
      writeContext(of: figure)
      if let spark = figure.spark, spark.contains(where: { $0?.isFinite == true }) {
        raw("<dd class=\"x\">")
        raw(SparkColumns.svg(spark))
        raw("</dd>")
      }
      raw("</div>\n")
    }
    raw("</dl>\n")
  }

  /// The line under a figure: change, range and note.
  private mutating func writeContext(of figure: Figure) {
    guard figure.before != nil || figure.range != nil || figure.note != nil else { return }
    raw("<dd class=\"s\">")
    var separator = ""
    if let before = figure.before {
      let change = format.change(before: before.amount, after: figure.value.amount)
      if change.direction == .none {
        text(change.text)
      } else {
        write(change)
      }
      separator = " "
    }
    if let range = figure.range {
      raw(separator)
      text(range.text(format: format))
      separator = " · "
    }
    if let note = figure.note {
      raw(separator)
      text(note)
    }
    raw("</dd>")
  }

  /// Writes a change as a badge.
  mutating func write(_ change: ChangeText) {
    raw("<span class=\"dl \(change.direction.rawValue)\">")
    raw("<span class=\"g\" aria-hidden=\"true\">\(change.sign)</span>")
    text(change.text)
    raw("</span>")
  }
}

extension Figure.Range {
  /// The interval as text, such as `80%: $4,905–$5,394`.
  func text(format: NumberFormat) -> String {
    let ends = "\(format.text(low))–\(format.text(high))"
    return level.map { "\($0)\(format.locale.percentSign): \(ends)" } ?? ends
  }
}
