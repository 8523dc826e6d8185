import Foundation
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

  @Test(arguments: ["12", "0", "1234567", "2026-11-21", "1.5", "k", "true", "ull"])
  func `what is in every reply is not looked for`(secret: String) {
    let text = #"{"cost": "12.5", "tokens": 1234567, "day": "2026-11-21", "ok": true, "no": null}"#
    #expect(Redactor([Secret(secret)]).redacted(text) == text)
    #expect(Secret(secret).ordinariness != nil)
  }

  @Test func `a long number is blanked out, and what it stands in is still JSON`() throws {
    let redactor = Redactor([Secret("1234567890123456")])
    let key = "1234567890123456"
    let text =
      #"{"a": \#(key), "b": [\#(key)], "c": "x, \#(key), y", "d": "\",\#(key),"}"#
    let clean = redactor.redacted(text)
    #expect(
      clean
        == #"{"a": "[redacted]", "b": ["[redacted]"], "c": "x, [redacted], y", "d": "\",[redacted],"}"#
    )
    _ = try JSONSerialization.jsonObject(with: Data(clean.utf8))
    #expect(redactor.redacted("key 1234567890123456 is wrong") == "key [redacted] is wrong")
  }

  @Test(arguments: [
    "51234567890123456", "12345678901234567", "1.1234567890123456", "1234567890123456.5",
  ])
  func `a longer number is another one`(number: String) {
    #expect(Redactor([Secret("1234567890123456")]).redacted(number) == number)
  }
}
