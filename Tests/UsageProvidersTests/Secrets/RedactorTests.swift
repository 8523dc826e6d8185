import Testing

@testable import UsageProviders

struct RedactorTests {
  @Test(arguments: [
    (#"key ab/c"d!"#, #"key [redacted]!"#),
    (#"{"k": "ab\/c\"d"}"#, #"{"k": "[redacted]"}"#),
    (#"{"k": "\u0061b/c\u0022d"}"#, #"{"k": "[redacted]"}"#),
    ("?k=ab%2Fc%22d&x", "?k=[redacted]&x"),
    (#"ab/c"dab/c"d"#, "[redacted][redacted]"),
    (#"aab/c"d"#, "a[redacted]"),
    (#"ab/c\"#, #"ab/c\"#),
    ("ab/c%2", "ab/c%2"),
    (#"\u00"#, #"\u00"#),
  ])
  func `every form of a credential is blanked out`(text: String, clean: String) {
    #expect(Redactor([Secret(#"ab/c"d"#)]).redacted(text) == clean)
  }

  @Test func `backslashes and signs beyond ASCII are found, too`() {
    let redactor = Redactor([Secret(#"a\b😀ä"#)])
    #expect(redactor.redacted(#"a\b😀ä"#) == "[redacted]")
    #expect(redactor.redacted(#"a\\b\ud83d\ude00\u00e4"#) == "[redacted]")
  }

  @Test func `the longer of two credentials goes first, an empty one nowhere`() {
    let redactor = Redactor([Secret("key"), Secret(""), Secret("key-2")])
    #expect(redactor.redacted("key-2 key-1 x") == "[redacted] [redacted]-1 x")
  }
}
