import Testing
import UsageModel

@testable import UsageProviders

struct JSONParserTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONParser.value(of: Array(text.utf8))
  }

  private func message(_ bytes: [UInt8]) -> String? {
    struct Anything: ReplyBody {
      init(_ object: ReplyObject) throws(ReplyError) {}
    }
    let reply = ProviderReply(
      request: "usage",
      body: bytes,
      observedAt: Sample.noon,
      learntAt: Sample.noon
    )
    let error = #expect(throws: ReplyError.self) { _ = try reply.read(as: Anything.self) }
    return error?.description
  }

  @Test func `every kind of value is read, with the digits of numbers as they came`() throws {
    let text = """
       \t\r\n{"n": null, "b": [true, false], "empty": {}, "none": [ ],
        "numbers": [0, -0, 0.10, 1e-7, 1.7e3, 1E+2, 123456789012345678901234567890.5]}\u{20}
      """
    #expect(
      try value(text)
        == .object([
          "n": .null, "b": .list([.bool(true), .bool(false)]), "empty": .object([:]),
          "none": .list([]),
          "numbers": .list(
            ["0", "-0", "0.10", "1e-7", "1.7e3", "1E+2", "123456789012345678901234567890.5"]
              .map(JSONValue.number)
          ),
        ])
    )
    #expect(try value("\u{FEFF}1") == .number("1"))
  }

  @Test(arguments: [
    (#""plain é 😀""#, "plain é 😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"), (#""\u0000""#, "\u{0}"), (#""""#, ""),
  ])
  func `escapes are what they stand for`(text: String, meant: String) throws {
    #expect(try value(text) == .text(meant))
  }

  @Test(arguments: [
    "", " ", "{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, "[", "[1", "[1,", "\"abc", "\"\\",
    "tru", "nul", "-", "1.", "1e", "1e+",
  ])
  func `a text that ends early is cut off`(text: String) {
    #expect(throws: JSONParser.Failure.cutOff) { try value(text) }
  }

  @Test(arguments: [
    ("nan", 1), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("+1", 0), ("01", 1), (".5", 0),
    ("1.e5", 2), ("0x10", 1), ("1 2", 2), ("{a: 1}", 1), ("{'a': 1}", 1), (#"{"a" 1}"#, 5),
    (#"{"a": 1,}"#, 8), ("[1,]", 3), ("[1 2]", 3), ("{} {}", 3), ("\"\\x\"", 1),
    (#""\ud800""#, 1), (#""\ud800\u0041""#, 1), ("\"a\nb\"", 2), ("truE", 3), ("// hi", 0),
  ])
  func `anything else is broken where it stops to be JSON`(text: String, offset: Int) {
    #expect(throws: JSONParser.Failure.broken(offset)) { try value(text) }
  }

  @Test func `bytes that are no UTF-8 are no text`() {
    #expect(throws: JSONParser.Failure.broken(0)) {
      try JSONParser.value(of: [0x22, 0xC3, 0x28, 0x22])
    }
  }

  @Test func `values may lie inside one another only so deep`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try value(nested(JSONParser.deepest)) }
    #expect(throws: JSONParser.Failure.tooDeep) { try value(nested(1_000_000)) }
  }

  @Test(arguments: [
    ("", "expected JSON, found nothing"), (" \n", "expected JSON, found nothing"),
    ("Service down", #"expected JSON, found "Service down""#),
    ("{\"data\": {", #"expected JSON, found JSON that is cut off, ending in "{"data": {""#),
    (
      #"{"used": NaN, "limit": 5}"#,
      #"expected JSON, found JSON that is broken at byte 10, before "NaN, "limit": 5}""#
    ),
    ("[1]", "expected an object, found a list"),
    ("\"no\"", #"expected an object, found text "no""#),
    (#"{"a": {"b": 1, "b": 1}}"#, "a.b: expected one value, found two"),
    (
      String(repeating: "[", count: 500),
      "expected JSON that is at most 100 levels deep, found a deeper one"
    ),
  ])
  func `what is wrong with a text is said`(text: String, expected: String) {
    #expect(message(Array(text.utf8)) == expected)
  }
}
