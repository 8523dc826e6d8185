/// Why a row cannot be taken.
struct FOCUSMistake: Error {
  /// The column's place in the file; nil where the whole row is wrong.
  var place: Int?
  /// The rule, such as `expected a number such as 12.5`.
  var rule: String
  /// What was found; nil where the rule says it all.
  var found: String?
}

/// What is wrong with files: the first problems as sentences, and how many there are.
struct FOCUSProblems {
  var limit = 20
  private(set) var texts: [String] = []
  private(set) var count = 0

  /// Adds what ends the reading of a file.
  mutating func add(_ damage: FileDamage, in file: String) {
    var place = damage.line.map { "\(file):\($0)" } ?? file
    if let column = damage.column { place += ": column \(column)" }
    add("\(place): \(damage.message)")
  }

  /// Adds what is wrong with a row.
  mutating func add(_ mistake: FOCUSMistake, _ header: FOCUSHeader, line: Int, in file: String) {
    var text = "\(file):\(line): "
    if let place = mistake.place {
      text += "column \(place + 1) (\"\(header.names[place].excerpt)\"): "
    }
    text += mistake.rule
    if let found = mistake.found {
      text += ", got \(found.isEmpty ? "nothing" : "\"\(found.excerpt)\"")"
    }
    add(text)
  }

  private mutating func add(_ text: String) {
    count += 1
    if texts.count < limit { texts.append(text) }
  }
}
