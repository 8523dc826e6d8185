/// Reads CSV as RFC 4180 describes it, one record after the other.
///
/// Lines may end with CRLF or LF, the last one with neither. A byte order mark at the start is passed over, and so
/// are empty lines. Spaces belong to the field that they stand in, as the RFC has it.
package struct CSVReader {
  /// A line of fields; a quoted field can make it span several lines of the file.
  package struct Record: Hashable {
    /// The line of the file that it begins on, counted from 1.
    package let line: Int
    /// The fields, without their quotes.
    package let fields: [String]
  }

  /// What makes a text no CSV.
  package struct Mistake: Error, Hashable {
    /// The line of the file, counted from 1.
    package let line: Int
    /// The field in its record, counted from 1.
    package let column: Int
    /// What is wrong there, and what to do.
    package let message: String
  }

  private let bytes: [UInt8]
  private var place: Int
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))

  /// Begins to read a text.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next record that is not an empty line; nil at the end.
  package mutating func next() throws(Mistake) -> Record? {
    while endsLine(at: place), place < bytes.count { passLineEnd() }
    guard place < bytes.count else { return nil }
    let start = line
    var fields: [String] = []
    while true {
      let column = fields.count + 1
      fields.append(
        bytes[place...].first == Self.quote ? try quoted(column) : try plain(column)
      )
      guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { break }
      place += 1
    }
    passLineEnd()
    return Record(line: start, fields: fields)
  }

  /// Whether a line or the text ends here.
  private func endsLine(at index: Int) -> Bool {
    guard index < bytes.count else { return true }
    if bytes[index] == Self.lf { return true }
    return bytes[index] == Self.cr && (index + 1 == bytes.count || bytes[index + 1] == Self.lf)
  }

  private mutating func passLineEnd() {
    guard place < bytes.count else { return }
    place += bytes[place] == Self.cr ? 2 : 1
    line += 1
  }

  /// A field without quotes, up to a comma or the line's end.
  private mutating func plain(_ column: Int) throws(Mistake) -> String {
    let start = place
    while !endsLine(at: place), bytes[place] != UInt8(ascii: ",") {
      guard bytes[place] != Self.quote else {
        throw mistake(
          column,
          "a quote inside a field; put the whole field into quotes, and write the quote twice"
        )
      }
      place += 1
    }
    return try text(Array(bytes[start..<place]), column)
  }

  /// A field in quotes, in which two quotes stand for one.
  private mutating func quoted(_ column: Int) throws(Mistake) -> String {
    let start = line
    var content: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == Self.lf { line += 1 }
      guard byte == Self.quote else {
        content.append(byte)
        continue
      }
      guard bytes[place...].first == Self.quote else {
        guard endsLine(at: place) || bytes[place] == UInt8(ascii: ",") else {
          throw mistake(column, "after the closing quote, expected a comma or the line's end")
        }
        return try text(content, column)
      }
      content.append(byte)
      place += 1
    }
    throw Mistake(
      line: start,
      column: column,
      message: "the quote that opens the field is never closed"
    )
  }

  private func text(_ bytes: [UInt8], _ column: Int) throws(Mistake) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw mistake(column, "the text is not UTF-8; save the file as UTF-8")
    }
    return text
  }

  private func mistake(_ column: Int, _ message: String) -> Mistake {
    Mistake(line: line, column: column, message: message)
  }
}
