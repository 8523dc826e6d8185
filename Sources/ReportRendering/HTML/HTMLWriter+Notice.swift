import ReportDocument

extension HTMLWriter {
  mutating func visitNotice(_ notice: Notice) {
    let kind = notice.kind.rawValue
    raw("<div class=\"ntc \(kind)\" role=\"note\">")
    raw("<svg class=\"ic\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\(notice.kind.icon)</svg>")
    // Words of the script's own in strong type lead, if there are any; the kind is then only read aloud.
    let leads: Bool
    if case .strong? = notice.text.first { leads = true } else { leads = false }
    raw("<p\(leads ? " class=\"ld\"" : "")>")
    raw("<span class=\"\(leads ? "vh" : "k")\">\(notice.kind.word):</span> ")
    write(notice.text)
    raw("</p></div>\n")
  }
}

extension Notice.Kind {
  /// The word that says the kind without icon and colour.
  var word: String {
    switch self {
    case .note: "Note"
    case .warning: "Warning"
    case .caution: "Caution"
    }
  }

  /// The paths of a 16 × 16 icon: a circle, a triangle, an octagon.
  fileprivate var icon: String {
    switch self {
    case .note: "<circle cx=\"8\" cy=\"8\" r=\"6.25\"/><path d=\"M8 7.4v3.8M8 4.7v.3\"/>"
    case .warning: "<path d=\"M8 1.8l6.7 12H1.3z\"/><path d=\"M8 6.2v3.6M8 11.8v.3\"/>"
    case .caution:
      "<path d=\"M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z\"/><path d=\"M8 4.6v4.2M8 11.1v.4\"/>"
    }
  }
}
