import Testing

@testable import UsageModel

/// What is CSV, and what is not.
struct CSVReaderTests {
  private func records(_ text: String) throws -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var records: [[String]] = []
    while let record = try reader.next() { records.append(record.fields) }
    return records
  }

  private func mistake(_ bytes: [UInt8]) -> String? {
    var reader = CSVReader(bytes)
    do {
      while try reader.next() != nil {}
      return nil
    } catch {
      return "\(error.line), \(error.column): \(error.message)"
    }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("\n\r\na\n\n\nb\n\n", [["a"], ["b"]]),
    ("a,,\n", [["a", "", ""]]),
    (" a , b\n", [[" a ", " b"]]),
    ("\"a,b\",\"c\nd\",\"say \"\"hi\"\"\"\n", [["a,b", "c\nd", "say \"hi\""]]),
    ("\"\",x\n", [["", "x"]]),
    ("\"\u{FEFF}\",é\n", [["\u{FEFF}", "é"]]),
    ("", []),
  ])
  func `the fields are read as RFC 4180 has them`(text: String, expected: [[String]]) throws {
    #expect(try records(text) == expected)
  }

  @Test(arguments: [
    (
      "a\nb,c\"d\n",
      "2, 2: a quote inside a field; put the whole field into quotes, and write the quote twice"
    ),
    ("a,\"b\"c\n", "1, 2: after the closing quote, expected a comma or the line's end"),
    ("a\n\"b\nc\n", "2, 1: the quote that opens the field is never closed"),
  ])
  func `a mistake is told with its place`(text: String, expected: String) {
    #expect(mistake(Array(text.utf8)) == expected)
  }

  @Test func `text that is not UTF-8 is refused`() {
    #expect(
      mistake([0x61, 0x0A, 0x62, 0x2C, 0xE9, 0x0A])
        == "2, 2: the text is not UTF-8; save the file as UTF-8"
    )
  }

  @Test func `a record knows the line it begins on`() throws {
    var reader = CSVReader(Array("\n\"a\nb\"\nc\n".utf8))
    #expect(try reader.next()?.line == 2)
    #expect(try reader.next()?.line == 4)
  }
}
