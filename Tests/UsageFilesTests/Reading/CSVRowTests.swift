import TestSupport
import Testing

@testable import UsageFiles

/// How the bytes of a file become rows.
struct CSVRowTests {
  private func rows(_ text: String, chunk: Int = 1 << 20) throws -> [[String]] {
    try rows(Array(text.utf8), chunk: chunk)
  }

  private func rows(_ bytes: [UInt8], chunk: Int = 1 << 20) throws -> [[String]] {
    let reader = CSVRows(bytes.source(chunk: chunk), chunk: chunk)
    var rows: [[String]] = []
    while try reader.next() {
      rows.append((0..<reader.count).map { String(decoding: reader.bytes($0), as: UTF8.self) })
    }
    return rows
  }

  @Test(arguments: [
    ("", []),
    ("a", [["a"]]),
    ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d\r", [["a", "b"], ["c", "d"]]),
    ("\n\na\n\r\n\nb\n\n", [["a"], ["b"]]),
    ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]),
    ("a,", [["a", ""]]),
    ("\u{FEFF}a\n", [["a"]]),
    ("\"a\"\n", [["a"]]),
    ("\"\",\"\"\n", [["", ""]]),
    ("\"a,b\",\"c\nd\"\n", [["a,b", "c\nd"]]),
    ("\"a\"\"b\"\"\",\"\"\"\"\r\n", [["a\"b\"", "\""]]),
    ("\"a\"", [["a"]]),
    ("\"a\"\"\"", [["a\""]]),
    ("\"a\"\r", [["a"]]),
    (" a , b \n", [[" a ", " b "]]),
    ("a\rb,c\n", [["a\rb", "c"]]),
    (
      "0123456789abcdefghij,0123456789abcde,x\n",
      [["0123456789abcdefghij", "0123456789abcde", "x"]]
    ),
  ])
  func `rows and fields are those of RFC 4180`(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func `how much is read at once does not matter`() throws {
    var generator = SeededGenerator(seed: 11)
    let pieces = ["a", "é", "\"", ",", "\n", "\r\n", "\r", "xyz", "", " ", "0123456789abcdef"]
    for _ in 0..<200 {
      let table = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<Int.random(in: 2...5, using: &generator)).map { _ in
          (0..<Int.random(in: 0...6, using: &generator))
            .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
        }
      }
      let end = Bool.random(using: &generator) ? "\n" : "\r\n"
      let lines = table.map { row in row.map { FocusRows.field($0) }.joined(separator: ",") }
      let text = lines.joined(separator: end) + (Bool.random(using: &generator) ? end : "")
      // What was written comes back, whole or byte by byte.
      #expect(try rows(text) == table)
      for chunk in [1, 2, 3, 7, 17] { #expect(try rows(text, chunk: chunk) == table) }
    }
  }

  @Test func `a row knows the line that it begins on`() throws {
    let bytes = Array("a\n\"b\n\nc\",d\n\ne\n".utf8)
    let reader = CSVRows(bytes.source())
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.line) }
    #expect(lines == [1, 2, 6])
  }

  @Test(arguments: [
    ("a\nb,\"c", 2, 2, "the quote that opens the field is never closed"),
    ("a\n\"b\nc", 2, 1, "the quote that opens the field is never closed"),
    ("\"a\"b\n", 1, 1, "after the closing quote, expected a comma or the line's end"),
    (
      "a,b\"c\n", 1, 2,
      "a quote inside a field; put the whole field into quotes, and write the quote twice"
    ),
  ])
  func `quotes in the wrong place are told with their place`(
    text: String,
    line: Int,
    column: Int,
    message: String
  ) {
    for chunk in [1, 1 << 20] {
      #expect(throws: FileDamage(line: line, column: column, message: message)) {
        try rows(text, chunk: chunk)
      }
    }
  }

  @Test func `a field of ten megabytes is a field`() throws {
    let long = String(repeating: "x", count: 10_000_000)
    #expect(try rows("a,\(long)\nb,c\n") == [["a", long], ["b", "c"]])
  }

  @Test func `a row without end is told, and not read for ever`() {
    let endless: ByteSource = { buffer in
      for place in buffer.indices { buffer[place] = UInt8(ascii: "\"") }
      return buffer.count
    }
    // Pairs of quotes never close the field.
    #expect(
      throws: FileDamage(
        line: 1,
        message: "the row that begins here is longer than 2 MiB; is a quote never closed?"
      )
    ) {
      _ = try CSVRows(endless, longestRow: 1 << 21).next()
    }
  }

  @Test func `a row of commas alone is told, and not kept`() {
    let text = String(repeating: ",", count: 20_000)
    #expect(
      throws: FileDamage(
        line: 1,
        column: 10_001,
        message: "the row has more than 10,000 fields; is this a CSV file?"
      )
    ) {
      try rows(text)
    }
  }
}
