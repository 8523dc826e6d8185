import Testing
import UsageModel

@testable import UsageProviders

struct ReplyDecodingTests {
  private func message<Reply: Decodable>(_ type: Reply.Type, _ body: String) -> String? {
    let error = #expect(throws: ReplyError.self) {
      _ = try Sample.reply(body).decoded(as: type)
    }
    return error?.description
  }

  @Test func `a place in a list has its index`() {
    #expect(
      message([String: [[String: FixedDecimal]]].self, #"{"rows": [{"a": 1}, {"a": null}]}"#)
        == "rows[1].a: expected a number, found null"
    )
  }

  @Test func `what a platform wrote cannot break the line or fill the screen`() {
    #expect(
      message([String: FixedDecimal].self, #"{"a\nb": "\u202ex\u0000"}"#)
        == #"a\nb: expected a number, found text "\u{202e}x\u{0}""#
    )
    let long = String(repeating: "é", count: 250)
    #expect(
      message(FixedDecimal.self, "\"\(long)\"")
        == "expected a number, found text \"\(long.prefix(200))…\""
    )
  }

  @Test func `numbers never pass through a binary fraction`() throws {
    let body = #"[0.1, 1e-12, 12345678901234567890.123456789012, "0.30", -0.0000000000005]"#
    #expect(
      try Sample.reply(body).decoded(as: [FixedDecimal].self).map(\.description)
        == ["0.1", "0.000000000001", "12345678901234567890.123456789012", "0.3", "0"]
    )
  }
}
