import ReportDocument
import UsageModel

extension HTMLWriter {
  mutating func visitChart(_ chart: Chart) {
    switch chart.content {
    case .plot(let plot): write(chart, ChartPlot(plot))
    case .burnUp(let burnUp): write(chart, BurnUpPlot(burnUp))
    case .fan(let fan): write(chart, FanPlot(fan))
    case .calendar(let calendar): write(chart, calendar)
    case .flow(let flow): write(chart, FlowLayout(flow))
    case .sparkline(let spark): write(chart, spark)
    }
  }

  private mutating func write(_ chart: Chart, _ plot: ChartPlot) {
    guard plot.hasData else { return writeNoData(chart) }
    writeCaption(of: chart)
    var drawing = ChartDrawing(chart, plot, format: format)
    let margins = drawing.rightMargins
    let lines =
      (drawing.needsTwoLines ? " two" : "") + (drawing.needsTwoLinesOnPhones ? " ptwo" : "")
    openPlot(margins, left: drawing.leftMargin, classes: lines)
    raw(drawing.draw(id: makeID()))
    raw("</div></figure>\n")
    writeData(of: chart)
  }

  private mutating func write(_ chart: Chart, _ plot: BurnUpPlot) {
    guard plot.hasData else { return writeNoData(chart) }
    let earlier = plot.lastEarlier == nil ? nil : plot.burnUp.earlier
    writeCaption(of: chart, ChartCaption.text(plot.burnUp.forecast, earlier: earlier))
    var drawing = BurnUpDrawing(chart, plot, format: format)
    openPlot(drawing.rightMargins, left: drawing.leftMargin)
    raw(drawing.draw(id: makeID()))
    raw("</div></figure>\n")
    if let note = ChartCaption.note(on: plot.missing, format: format) {
      writeNote("† \(note)")
    }
    writeData(of: chart)
  }

  private mutating func write(_ chart: Chart, _ plot: FanPlot) {
    guard plot.hasData else { return writeNoData(chart) }
    var drawing = FanDrawing(chart, plot, format: format)
    let caption = ChartCaption.text(plot.fan.forecast, hasEstimates: drawing.hasEstimates)
    writeCaption(of: chart, caption)
    openPlot(drawing.rightMargins, left: drawing.leftMargin)
    raw(drawing.draw(id: makeID()))
    raw("</div></figure>\n")
    writeData(of: chart)
  }

  private mutating func write(_ chart: Chart, _ layout: FlowLayout) {
    let data = ChartTable(chart, format: format)
    guard !data.table.rows.isEmpty else { return writeNoData(chart) }
    guard layout.isDrawable else {
      // Too many nodes for a picture: the table alone, where everybody sees it.
      writeCaption(of: chart)
      raw("</figure>\n")
      write(data.table, name: PlainText.oneLine(chart.title))
      for note in data.notes { writeNote(note) }
      return
    }
    writeCaption(of: chart)
    var drawing = FlowDrawing(chart, layout, format: format)
    let margins = drawing.margins
    raw("<div class=\"plot sank\" style=\"--l:\(margins.left)px;--r:\(margins.right)px\">")
    raw(drawing.draw(id: makeID()))
    raw("</div></figure>\n")
    for note in data.notes { writeNote(note) }
    writeData(of: chart, withNotes: false)
  }

  private mutating func write(_ chart: Chart, _ spark: Chart.Spark) {
    let values = spark.series.values.map { $0?.approximation }
    guard values.contains(where: { $0 != nil }) else { return writeNoData(chart) }
    writeCaption(of: chart)
    raw("<p class=\"spl\">")
    raw(Sparkline.svg(values, id: makeID(), chart: chart, format: format))
    raw("<span>")
    let words = SparkWords(spark, ChartWords(unit: chart.unit, format: format))
    raw("<b>")
    text(words.last)
    raw("</b> ")
    text(words.rest)
    raw("</span></p></figure>\n")
    writeData(of: chart)
  }

  // MARK: Parts

  /// Opens the figure, with the chart's title and note and what the marks mean.
  mutating func writeCaption(of chart: Chart, _ explanation: String = "") {
    raw("<figure><figcaption><b>")
    text(PlainText.withStop(PlainText.oneLine(chart.title)))
    raw("</b>")
    for sentence in [chart.note.map(PlainText.oneLine), explanation] {
      guard let sentence, !sentence.isEmpty else { continue }
      raw(" ")
      text(PlainText.withStop(sentence))
    }
    raw("</figcaption>")
  }

  /// The title, the note, and why there is nothing to see.
  mutating func writeNoData(_ chart: Chart) {
    writeCaption(of: chart, ChartWords.noData)
    raw("</figure>\n")
  }

  private mutating func openPlot(
    _ right: (wide: Int, phone: Int),
    left: Int,
    classes: String = ""
  ) {
    // Labels of an ordinary length have room in the margin that the style sheet gives.
    let left = left > 76 ? ";--a:\(left)px" : ""
    raw("<div class=\"plot\(classes)\" style=\"--r:\(right.wide)px;--p:\(right.phone)px\(left)\">")
  }

  /// The data below a chart, folded; with notes on the table, unless they stand below the picture.
  mutating func writeData(of chart: Chart, withNotes: Bool = true) {
    let data = ChartTable(chart, format: format)
    let title = PlainText.oneLine(chart.title)
    raw("<details><summary>Data: ")
    text(title)
    raw("</summary>\n")
    write(data.table, name: title)
    for note in withNotes ? data.notes : [] { writeNote(note) }
    raw("</details>\n")
  }

  /// A remark in small type.
  mutating func writeNote(_ note: String) {
    raw("<p class=\"fn\">")
    text(note)
    raw("</p>\n")
  }
}
