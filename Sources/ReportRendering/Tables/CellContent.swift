import ReportDocument

/// What a cell shows, formatted but not yet escaped.
struct CellContent: Equatable {
  enum Kind: Equatable {
    /// Text, in full.
    case text(String)
    /// A formatted number, amount, date or time.
    case number(String)
    /// A badge.
    case change(ChangeText)
    /// A sparkline.
    case series([Double?])
    /// A sign that stands for nothing: `–` or `?`.
    case nothing(String)
  }

  var kind: Kind

  /// The mark behind the value, such as `†`; empty if there is none.
  var mark = ""

  /// The content as one text; empty for a sparkline.
  var text: String {
    switch kind {
    case .text(let text), .number(let text), .nothing(let text): text + mark
    case .change(let change): change.description + mark
    case .series: ""
    }
  }
}
