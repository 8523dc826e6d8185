import Testing
import UsageModel

/// Files of metrics, and what is said of the mistakes in them.
struct MetricFileTests {
  private func read(_ text: String) throws -> MetricSeries {
    try MetricFile.read(Array(text.utf8), file: "users.csv", metric: "users")
  }

  private func mistake(_ text: String) -> String? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `a value a day needs no more columns`() throws {
    let metric = try read("day,value\n2026-11-02,0.000000000001\n2026-11-01,-1250.50\n")
    #expect(metric.name == "users")
    #expect(metric.dimensions.isEmpty)
    #expect(metric.points.map(\.day) == [Day("2026-11-01"), Day("2026-11-02")])
    #expect(metric.points.map(\.value) == [FixedDecimal("-1250.5"), FixedDecimal(units: 1)])
  }

  @Test func `the order of columns and of lines says nothing`() throws {
    let one = try read(
      "day,region,app,value\n2026-11-01,EU,Shop,1\n2026-11-01,US,Shop,2\n2026-11-02,EU,\"W, 2\",3\n"
    )
    let other = try read(
      "day,app,region,value\r\n2026-11-02,\"W, 2\",EU,3\r\n2026-11-01,Shop,US,2\r\n2026-11-01,Shop,EU,1"
    )
    #expect(one == other)
    #expect(one.dimensions == ["app", "region"])
    #expect(one.points.map(\.key) == [["Shop", "EU"], ["Shop", "US"], ["W, 2", "EU"]])
  }

  @Test func `a day's value is the sum of its parts`() throws {
    let metric = try read("day,app,value\n2026-11-01,a,0.1\n2026-11-01,b,0.2\n")
    #expect(try metric.value(on: try #require(Day("2026-11-01"))) == FixedDecimal("0.3"))
    #expect(try metric.value(on: try #require(Day("2026-11-02"))) == nil)
  }

  @Test func `a header alone is a file without values`() throws {
    #expect(try read("day,app,value\n").points.isEmpty)
  }

  @Test(arguments: [
    ("", "users.csv: the file is empty; its first line is day,value or day,NAME,…,value"),
    (
      "value\n",
      "users.csv:1: expected the header day,value or day,NAME,…,value, got \"value\""
    ),
    (
      "\ndate,value\n",
      "users.csv:2: column 1: the first column is called \"day\", got \"date\""
    ),
    (
      "day,users\n",
      "users.csv:1: column 2: the last column is called \"value\", got \"users\""
    ),
    ("day,,value\n", "users.csv:1: column 2: expected a name, got nothing"),
    ("day,app,app,value\n", "users.csv:1: column 3: column 2 is called \"app\" too"),
    ("day,day,value\n", "users.csv:1: column 2: column 1 is called \"day\" too"),
    ("day,value,value\n", "users.csv:1: column 2: column 3 is called \"value\" too"),
    (
      "day,value\n2026-11-01\n",
      "users.csv:2: expected 2 fields (day,value), got 1"
    ),
    (
      "day,value\n2026-11-01,1\n2026-11-31,2\n",
      "users.csv:3: column 1 (\"day\"): expected a day such as 2026-11-03, got \"2026-11-31\""
    ),
    (
      "day,value\n2026-11-01,1.250,00\n",
      "users.csv:2: expected 2 fields (day,value), got 3"
    ),
    (
      "day,value\n2026-11-01,\"1,250\"\n",
      "users.csv:2: column 2 (\"value\"): expected a number such as 1250 or 12.5, got \"1,250\""
    ),
    (
      "day,value\n2026-11-01,\n",
      "users.csv:2: column 2 (\"value\"): expected a number such as 1250 or 12.5, got nothing"
    ),
    (
      "day,value\n2026-11-01,NaN\n",
      "users.csv:2: column 2 (\"value\"): expected a number such as 1250 or 12.5, got \"NaN\""
    ),
    (
      "day,value\n2026-11-01,1e300\n",
      "users.csv:2: column 2 (\"value\"): expected a number such as 1250 or 12.5, got \"1e300\""
    ),
    (
      "day,app,value\n2026-11-01,,5\n",
      "users.csv:2: column 2 (\"app\"): expected a text, got nothing"
    ),
    (
      "day,app,value\n2026-11-01,a,5\n2026-11-01,b,5\n2026-11-01,a,6\n",
      "users.csv:4: 2026-11-01, a was given on line 2 already"
    ),
    (
      "day,value\n\"2026-11-01,5\n",
      "users.csv:2: column 1: the quote that opens the field is never closed"
    ),
  ])
  func `a mistake has its file, line, column, value and rule`(text: String, expected: String) {
    #expect(mistake(text) == expected)
  }

  @Test func `names are words`() {
    for name in ["users", "Größe", "orders_2026-11.v2"] {
      #expect(MetricFile.mistake(inName: name) == nil)
    }
    let rule =
      " cannot be a metric's name; use letters, digits, `-`, `_` and `.`, at most 100 bytes"
    for name in ["", "a b", "a/b", "a\n", String(repeating: "a", count: 101)] {
      #expect(MetricFile.mistake(inName: name) == "\"\(name)\"\(rule)")
    }
  }
}
