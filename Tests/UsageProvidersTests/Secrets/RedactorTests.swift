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

  @Test(arguments: [
    ("bG9uZy1rZXktMTIzNA==", "[redacted]A=="), ("YWJsb25nLWtleS0xMjM0", "YWJ[redacted]"),
    ("YWxvbmcta2V5LTEyMzR6", "YW[redacted]R6"),
    ("eyJrZXkiOiJsb25nLWtleS0xMjM0In0=", "eyJrZXkiOiJ[redacted]In0="),
  ])
  func `a credential inside of base64 is blanked out`(text: String, clean: String) {
    // The letters beside it hold bits of what stands before and after the credential.
    #expect(Redactor([Secret("long-key-1234")]).redacted(text) == clean)
  }

  @Test func `base64 for addresses is found too, short credentials are not looked for`() {
    #expect(Redactor([Secret("??>>??>>")]).redacted("Pz8-Pj8_Pj4") == "[redacted]4")
    #expect(Redactor([Secret("??>>??>>")]).redacted("Pz8+Pj8/Pj4") == "[redacted]4")
    #expect(Redactor([Secret("abc")]).redacted("YWJj") == "YWJj")
  }

  @Test(arguments: [
    ("{\"you\": \"long-ke", "{\"you\": \"[redacted]"), ("long-key-123", "[redacted]"),
    ("long-", "long-"), ("", ""), ("long-ke.", "long-ke."),
  ])
  func `a credential that a body is cut off in is blanked out`(text: String, clean: String) {
    let bytes = Redactor([Secret("long-key-1234")]).redacted(body: Array(text.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == clean)
  }

  @Test func `the longer of two credentials goes first, an empty one nowhere`() {
    let redactor = Redactor([Secret("key"), Secret(""), Secret("key-2")])
    #expect(redactor.redacted("key-2 key-1 x") == "[redacted] [redacted]-1 x")
  }
}
