extension Secret {
  /// Why it cannot be blanked out: it would be found in what has nothing to do with it; nil where it can.
  ///
  /// A credential such as `12` would be found in half of all amounts, and `true` in every second reply.
  package var ordinariness: String? {
    let bytes = Array(revealed.utf8)
    if bytes.count < Self.shortest { return "it is shorter than \(Self.shortest) characters" }
    if isFigure, bytes.count < Self.shortestFigure {
      return "it looks like a number and has fewer than \(Self.shortestFigure) digits"
    }
    if ["true", "false", "null"].contains(where: { $0.contains(revealed) }) {
      return "it is a word of every reply"
    }
    return nil
  }

  /// Whether it has nothing but what amounts and times are written with.
  package var isFigure: Bool {
    revealed.utf8.allSatisfy { (0x30...0x39).contains($0) || Self.signs.contains($0) }
  }

  private static let signs = Set("+-.,:eEZT".utf8)
  private static let shortest = 3
  /// No amount of a reply or a report has as many digits.
  private static let shortestFigure = 16
}
