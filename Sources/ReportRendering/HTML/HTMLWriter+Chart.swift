import ReportDocument

extension HTMLWriter {
  mutating func visitChart(_ chart: Chart) {
    let plot = ChartPlot(chart)
    let words = ChartWords(chart: chart, format: format)
    raw("<figure><figcaption><b>")
    text(PlainText.withStop(PlainText.oneLine(chart.title)))
    raw("</b>")
    if let note = chart.note {
      raw(" ")
      text(note)
    }
    guard plot.hasData else {
      raw(" \(ChartWords.noData)</figcaption></figure>\n")
      return
    }
    raw("</figcaption>")
    var drawing = ChartDrawing(plot, format: format)
    let margins = drawing.rightMargins
    raw("<div class=\"plot\(drawing.needsTwoLines ? " two" : "")")
    raw(drawing.needsTwoLinesOnPhones ? " ptwo\"" : "\"")
    raw(" style=\"--r:\(margins.wide)px;--p:\(margins.phone)px\">")
    raw(drawing.draw(id: makeID()))
    raw("</div></figure>\n")
    raw("<details><summary>Data: ")
    text(PlainText.oneLine(chart.title))
    raw("</summary>\n")
    write(words.table, name: PlainText.oneLine(chart.title))
    if let note = words.seriesNote {
      raw("<p class=\"fn\">\(note)</p>")
    }
    raw("</details>\n")
  }
}
