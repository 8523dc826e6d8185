import Testing
import UsageModel

@testable import UsageFiles

/// What is told of files with mistakes, word for word.
struct FOCUSMistakeTests {
  private func problems(_ row: [String: String]) throws -> [String] {
    let found = try reading(FocusRows(row))
    #expect(found.periods.isEmpty)
    #expect(found.badRows == 1)
    #expect(!found.isCut)
    return found.problems
  }

  private static let number =
    "expected a plain number such as 12.5, -3 or 1.5E-3, without marks, signs of currencies or a plus"

  @Test(arguments: [
    (["BilledCost": "$5"], #"1 ("BilledCost"): \#(number), got "$5""#),
    (["BilledCost": "1,000.5"], #"1 ("BilledCost"): \#(number), got "1,000.5""#),
    (["EffectiveCost": "+3"], #"2 ("EffectiveCost"): \#(number), got "+3""#),
    (["EffectiveCost": "1/2"], #"2 ("EffectiveCost"): \#(number), got "1/2""#),
    (["BilledCost": "N/A"], #"1 ("BilledCost"): \#(number), got "N/A""#),
    (
      ["BilledCost": "1E30"], #"1 ("BilledCost"): \#(number), got "1E30""#
    ),
    (
      ["BillingCurrency": "usd"],
      #"3 ("BillingCurrency"): expected an ISO 4217 code such as USD, got "usd""#
    ),
    (
      ["ChargePeriodStart": "4/1/25"],
      #"6 ("ChargePeriodStart"): expected a time in UTC such as 2025-04-01T00:00:00Z "#
        + #"(with slashes, it is not certain which number is the month), got "4/1/25""#
    ),
    (
      ["BillingPeriodStart": "last week"],
      #"4 ("BillingPeriodStart"): expected a time in UTC such as 2025-04-01T00:00:00Z, got "last week""#
    ),
    (
      ["ChargePeriodEnd": "2026-04-02T00:00:00Z"],
      #"7 ("ChargePeriodEnd"): expected a time after that of ChargePeriodStart, which is "#
        + #"2026-04-02T00:00:00Z, got "2026-04-02T00:00:00Z""#
    ),
    (
      ["BillingPeriodEnd": "2026-03-01"],
      #"5 ("BillingPeriodEnd"): expected a time after that of BillingPeriodStart, which is "#
        + #"2026-04-01T00:00:00Z, got "2026-03-01""#
    ),
    (
      ["ChargePeriodEnd": "2126-04-02T00:00:00Z"],
      #"7 ("ChargePeriodEnd"): expected a charge period of at most 11 years, got "2126-04-02T00:00:00Z""#
    ),
    (
      ["ChargeCategory": "usage"],
      #"8 ("ChargeCategory"): expected Usage, Purchase, Tax, Credit or Adjustment, got "usage""#
    ),
    (
      ["ServiceCategory": "Disks"],
      #"10 ("ServiceCategory"): expected one of FOCUS's 19 categories, such as Compute, Storage or "#
        + #"Other, got "Disks""#
    ),
    (
      ["ChargeClass": "Oops"],
      #"13 ("ChargeClass"): expected Correction or nothing, got "Oops""#
    ),
    (
      ["ConsumedQuantity": "3", "ConsumedUnit": ""],
      #"13 ("ConsumedQuantity"): expected nothing, since ConsumedUnit is empty too, got "a quantity""#
    ),
    (
      ["ConsumedQuantity": "", "ConsumedUnit": "GB"],
      #"14 ("ConsumedUnit"): expected nothing, since ConsumedQuantity is empty too, got "GB""#
    ),
    (
      ["Tags": "{\"a\": {\"b\": 1}}"],
      #"13 ("Tags"): expected JSON with different keys and plain values, such as {"team": "web"}, "#
        + #"got "{"a": {"b": 1}}""#
    ),
    (
      ["Tags": "{\"a\": 1, \"a\": 2}"],
      #"13 ("Tags"): expected JSON with different keys and plain values, such as {"team": "web"}, "#
        + #"got "{"a": 1, "a": 2}""#
    ),
    (
      ["x_TallyCharge": "gift"],
      #"13 ("x_TallyCharge"): expected one of usage, fee, top-up, credit, adjustment, tax, got "gift""#
    ),
    (
      ["x_TallyQuality": "good"],
      #"13 ("x_TallyQuality"): expected one of measured, imported, interpolated, correction, got "good""#
    ),
    (
      ["SkuMeter": "a\u{0}b"],
      #"13 ("SkuMeter"): expected a text without NUL bytes, got "a\u{0}b""#
    ),
    (
      ["SkuMeter": String(repeating: "x", count: 5000)],
      #"13 ("SkuMeter"): expected at most 4096 bytes, got "\#(String(repeating: "x", count: 60))…""#
    ),
  ])
  func `a mistake is told with file, line, column, value and rule`(
    row: [String: String],
    problem: String
  ) throws {
    #expect(try problems(row) == ["focus.csv:2: column \(problem)"])
  }

  @Test(arguments: [
    "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodEnd",
    "ChargeCategory", "ServiceName", "ServiceProviderName", "BillingAccountId",
  ])
  func `what FOCUS wants a value of has one`(column: String) throws {
    let place = try #require(FocusRows.usual.firstIndex(of: column)) + 1
    let rule =
      column.hasSuffix("Cost")
      ? "\(Self.number), got nothing" : "expected a value: FOCUS has no null here"
    #expect(try problems([column: ""]) == ["focus.csv:2: column \(place) (\"\(column)\"): \(rule)"])
  }

  @Test func `a row with other fields than the header is told`() throws {
    let text = FocusRows([[:], [:]]).text.replacing("42\n", with: "42,43\n", maxReplacements: 1)
    let found = try reading(Array(text.utf8))
    #expect(found.problems == ["focus.csv:2: expected 12 fields as in the first line, got 13"])
    // The rest is read, for those who want it.
    #expect(found.periods.map(\.rows) == [1])
  }

  @Test func `bytes that are no UTF-8 are told where they count, and shown`() throws {
    var bytes = Array(FocusRows(["SkuMeter": "caf?", "x_Note": "?"]).text.utf8)
    for place in bytes.indices where bytes[place] == UInt8(ascii: "?") { bytes[place] = 0xE9 }
    let found = try reading(bytes)
    #expect(found.problems == [#"focus.csv:2: column 13 ("SkuMeter"): expected UTF-8, got "caf�""#])
    let name = try reading([0xE9] + bytes)
    #expect(
      name.problems == ["focus.csv:1: column 1: the text is not UTF-8; save the file as UTF-8"]
    )
  }

  @Test(arguments: [
    ("", "focus.csv: the file is empty; its first line names the columns"),
    (
      "1,2,3\n4,5,6\n",
      "focus.csv:1: this is no FOCUS cost and usage file: its first line has to name the columns, and lacks "
        + "BilledCost, EffectiveCost, BillingCurrency, BillingPeriodStart, BillingPeriodEnd, ChargePeriodStart, "
        + "ChargePeriodEnd, ChargeCategory, ServiceName, ServiceCategory, ServiceProviderName, BillingAccountId"
    ),
    ("a,b,A\n", "focus.csv:1: column 3: column 1 is called \"A\" too"),
  ])
  func `a file without the columns is told`(text: String, problem: String) throws {
    let found = try reading(Array(text.utf8))
    #expect(found.problems == [problem])
    #expect(found.isCut)
  }

  @Test func `a missing column is told by its name`() throws {
    let columns = FocusRows.usual.filter { $0 != "BillingCurrency" }
    let found = try reading(FocusRows(columns: columns, [[:]]))
    #expect(
      found.problems == [
        "focus.csv:1: the columns BillingCurrency are missing; FOCUS asks for them in every version"
      ]
    )
    let tagged = try reading(FocusRows([:]), FOCUSReadingOptions(tagColumns: ["x_Team"]))
    #expect(
      tagged.problems == [
        "focus.csv:1: there is no column \"x_Team\" to keep as a tag (--tag-column)"
      ]
    )
  }

  @Test func `the first problems are told one by one, and all are counted`() throws {
    let rows = (0..<50).map { ["BilledCost": $0 % 2 == 0 ? "x" : "1"] }
    let found = try reading(FocusRows(rows))
    #expect(found.problems.count == 20)
    #expect(found.problemCount == 25)
    #expect(found.badRows == 25)
    #expect(found.periods.map(\.rows) == [25])
    #expect(found.problems.last?.hasPrefix("focus.csv:40: ") == true)
  }

  @Test func `a broken quote ends the reading, and says so`() throws {
    let text = FocusRows([[:], [:]]).text + "\"never closed"
    let found = try reading(Array(text.utf8))
    #expect(found.isCut)
    #expect(
      found.problems == ["focus.csv:4: column 1: the quote that opens the field is never closed"]
    )
  }
}
