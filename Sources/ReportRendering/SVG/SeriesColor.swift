/// The colour of a series, as the names of two classes of the style sheet.
enum SeriesColor: Equatable {
  /// The one colour of our own spend.
  case accent
  /// One of five.
  case swatch(Int)
  /// What is folded together.
  case other
  /// What is there for comparison.
  case reference

  /// How many series have a colour of their own.
  static let count = 5

  /// The class that fills with the colour.
  var fill: String { "c\(letter)" }

  /// The class that draws lines in the colour.
  var stroke: String { "k\(letter)" }

  private var letter: String {
    switch self {
    case .accent: "a"
    case .swatch(let index) where (0..<Self.count).contains(index): "\(index)"
    case .swatch, .other: "o"
    case .reference: "r"
    }
  }
}
