import Testing
import UsageModel

@testable import UsageProviders

struct ReplyObjectTests {
  private func object(_ text: String) throws -> ReplyObject {
    try ReplyObject(try JSONParser.value(of: Array(text.utf8)))
  }

  private func message(_ text: String, _ read: (ReplyObject) throws -> Void) throws -> String? {
    let object = try object(text)
    return #expect(throws: ReplyError.self) { try read(object) }?.description
  }

  @Test(arguments: [
    ("0.1", "0.1"), ("1e-7", "0.0000001"), ("1.7e3", "1700"), ("-0.0", "0"),
    ("123456789012.123456789012", "123456789012.123456789012"), ("\"0.30\"", "0.3"),
    ("\"123456789012.123456789012\"", "123456789012.123456789012"), ("1e-12", "0.000000000001"),
    ("0.0000000000005", "0"), ("0.0000000000015", "0.000000000002"),
    // Of 38 digits, half would be rounded away before the twelfth decimal is reached.
    ("0.00000000000050000000000000000000000000000000000000001", "0.000000000001"),
    ("1000000000000000000", "1000000000000000000"), ("-1E18", "-1000000000000000000"),
  ])
  func `a number is exact`(digits: String, value: String) throws {
    #expect(try object("{\"a\": \(digits)}").number("a").description == value)
  }

  @Test(arguments: [
    ("6800", "0.000068"), ("1.5e2", "0.0000015"), ("150e-2", "0.000000015"),
    // Rounded at twelve decimals first, it would be an even half and rounded down.
    ("0.00005000000000000001", "0.000000000001"), ("\"2e8\"", "2"), ("0", "0"),
  ])
  func `a number times a power of ten is rounded once`(digits: String, value: String) throws {
    #expect(try object("{\"a\": \(digits)}").number("a", timesTenTo: -8).description == value)
  }

  @Test(arguments: [
    ("1000000000000000000.1", "number 1000000000000000000.1"), ("-1e19", "number -1e19"),
    ("1e40", "number 1e40"), ("1e99999999999999999999", "number 1e99999999999999999999"),
    ("1e-9223372036854775808", "number 1e-9223372036854775808"), ("\"2e18\"", "text \"2e18\""),
  ])
  func `a number out of range is an error`(digits: String, found: String) throws {
    let expected = "a: expected a number within ±10¹⁸, found \(found)"
    #expect(try message("{\"a\": \(digits)}") { _ = try $0.number("a") } == expected)
  }

  @Test(arguments: ["1e-9223372036854775808", "1e9223372036854775807", "1e27"])
  func `a power that would leave the range is an error, too`(digits: String) throws {
    for power in [-8, 8] {
      #expect(throws: ReplyError.self) {
        try object("{\"a\": \(digits)}").number("a", timesTenTo: power)
      }
    }
  }

  @Test(arguments: [
    ("\"NaN\"", "text \"NaN\""), ("\"Infinity\"", "text \"Infinity\""), ("\"\"", "text \"\""),
    ("\"12x\"", "text \"12x\""), ("\" 1\"", "text \" 1\""), ("true", "true"), ("null", "null"),
    ("[1]", "a list"), ("{}", "an object"),
  ])
  func `what is no number is an error`(value: String, found: String) throws {
    #expect(
      try message("{\"a\": \(value)}") { _ = try $0.number("a") }
        == "a: expected a number, found \(found)"
    )
  }

  @Test func `what may be absent may be null, and nothing else`() throws {
    let object = try object(#"{"n": null, "t": 1}"#)
    #expect(try object.optionalNumber("n") == nil)
    #expect(try object.optionalText("n") == nil)
    #expect(try object.optionalFlag("n") == nil)
    #expect(try object.optionalObject("n") == nil)
    #expect(try object.optionalNumber("absent") == nil)
    #expect(
      try message(#"{"t": 1}"#) { _ = try $0.optionalText("t") }
        == "t: expected text, found number 1"
    )
  }

  @Test func `a place inside has its path`() throws {
    #expect(
      try message(#"{"a": {"b": {}}}"#) { _ = try $0.object("a").object("b").text("c") }
        == "a.b.c: expected text, found nothing"
    )
  }

  @Test func `what nobody asked for is listed, each once, with stars for names that are data`()
    throws
  {
    let object = try object(
      #"{"new": {"deep": 1}, "a": {"x": 1, "y": 2}, "apps": {"one": {"v": 1, "w": 1}, "two": {"w": 2}}}"#
    )
    #expect(object.unreadFields == ["a", "apps", "new"])
    _ = try object.object("a").number("x")
    let apps = try object.object("apps")
    for name in try apps.dataNames() { _ = try apps.object(name, isData: true).optionalNumber("v") }
    #expect(object.unreadFields == ["a.y", "apps.*.w", "new"])
  }

  @Test func `an error of the platform is worth more than what is missing`() throws {
    let text = #"{"message": "Service is down", "code": 7}"#
    #expect(
      try message(text) { _ = try $0.number("used") }
        == #"expected usage, found the error "Service is down""#
    )
  }

  @Test func `what a platform wrote cannot break the line or fill the screen`() throws {
    #expect(
      try message(#"{"a\nb": "\u202ex\u0000"}"#) { _ = try $0.number("a\nb") }
        == #"a\nb: expected a number, found text "\u{202e}x\u{0}""#
    )
    let long = String(repeating: "é", count: 250)
    #expect(
      try message("{\"a\": \"\(long)\"}") { _ = try $0.number("a") }
        == "a: expected a number, found text \"\(long.prefix(200))…\""
    )
    #expect(
      try message("{\"a\": 1\(String(repeating: "0", count: 250))}") { _ = try $0.number("a") }
        == "a: expected a number within ±10¹⁸, found number 1\(String(repeating: "0", count: 199))…"
    )
    #expect(
      try message(#"{"one\u0000two": 1}"#) { _ = try $0.numbersByName() }
        == #"one\u{0}two: expected a name without NUL, found one with it"#
    )
  }

  @Test func `many unknown fields are counted, not all of them named`() {
    let findings = ReplyFinding.unknown(
      fields: (10...40).map { "field\($0)" },
      of: ShoalProvider()
    )
    #expect(findings.count == 21)
    #expect(
      findings.first?.text == "Shoal sends a field this version does not know: `field10`"
    )
    #expect(findings.last?.text == "Shoal sends 11 more that this version does not know")
  }
}
