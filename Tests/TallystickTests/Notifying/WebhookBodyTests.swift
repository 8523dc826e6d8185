import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// What webhooks are sent, word for word.
struct WebhookBodyTests {
  @Test func `JSON has everything, with exact amounts as texts and null for what is unknown`()
    throws
  {
    let body = try JSONBody.bytes(Bench.digest.messages, at: Simulation.now)
    #expect(
      String(decoding: body, as: UTF8.self) == #"{"messages":["#
        + #"{"facts":{"budget":"everything","chance":null,"spent":"410.25"},"#
        + #""id":"budget/everything/2026-11-01/80%","kind":"alert","#
        + #""text":"**410.25 USD** of 500 USD are spent & 9 days are left.\n\n- pace: <fast>","#
        + #""title":"Budget everything: 80% reached"},"#
        + #"{"facts":{},"id":"source/notte/2026-11-20T04:00:00Z","kind":"problem","#
        + #""text":"notte: answers 401; check `api_key:`","#
        + #""title":"Source notte fails since 2026-11-20"}],"#
        + #""program":"tallystick","run":"2026-11-21T06:00:00Z","version":"\#(Tallystick.version)"}"#
    )
  }

  @Test func `Slack has a section a message, with its entities and its bold`() throws {
    let parts = try SlackBody.parts(of: Bench.digest.messages)
    #expect(parts.map(\.count) == [2])
    #expect(
      parts.map { String(decoding: $0.body, as: UTF8.self) } == [
        #"{"blocks":[{"text":{"text":"*Budget everything: 80% reached*\n"#
          + #"*410.25 USD* of 500 USD are spent &amp; 9 days are left.\n\n• pace: &lt;fast&gt;","#
          + #""type":"mrkdwn","verbatim":true},"type":"section"},"#
          + #"{"text":{"text":"*Source notte fails since 2026-11-20*\n"#
          + #"notte: answers 401; check `api_key:`","type":"mrkdwn","verbatim":true},"#
          + #""type":"section"}],"text":"Budget everything: 80% reached\n"#
          + #"Source notte fails since 2026-11-20"}"#
      ]
    )
  }

  @Test(arguments: [
    ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
    ("## A **b** c", "*A b c*"),
    ("- one\n  * two", "• one\n  • two"),
    ("> said", ">said"),
    ("[docs](https://e.com/a?b=1&c=2) **x**", "<https://e.com/a?b=1&amp;c=2|docs> *x*"),
    ("[x](javascript:1) `**a** <b>`", "[x](javascript:1) `**a** &lt;b&gt;`"),
    ("```lua\n**a** < b\n```\n**c**", "```\n**a** &lt; b\n```\n*c*"),
    ("one ` alone **b**", "one ` alone *b*"),
    ("a\r\nb", "a\nb"), ("", ""),
  ])
  func `Markdown becomes what Slack writes`(markdown: String, expected: String) {
    #expect(SlackText.mrkdwn(markdown) == expected)
  }

  private struct Body: Decodable {
    struct Block: Decodable {
      struct Text: Decodable { var text: String }
      var text: Text
    }

    var text: String
    var blocks: [Block]
  }

  @Test(arguments: [1, 7, 49, 120])
  func `whatever there is to tell, no body exceeds what Slack takes, and every message is in one`(
    count: Int
  ) throws {
    let texts = [
      "short", String(repeating: "a&b ", count: 700), String(repeating: "<", count: 9000),
    ]
    let messages = (0..<count).map { number in
      RunMessage(
        id: "\(number)",
        kind: .alert,
        title: "Number \(number).",
        text: texts[number % 3] + String(repeating: "\nline", count: number)
      )
    }
    let parts = try SlackBody.parts(of: messages)
    #expect(parts.map(\.count).reduce(0, +) == count)
    var titles: [String] = []
    for part in parts {
      let body = try JSONDecoder().decode(Body.self, from: Data(part.body))
      let sections = body.blocks.map(\.text.text)
      #expect((1...50).contains(sections.count))
      #expect(body.text.utf16.count <= 3000)
      #expect(sections.allSatisfy { !$0.isEmpty && $0.utf16.count <= 3000 })
      #expect(sections.reduce(0) { $0 + $1.utf16.count } <= 12_000)
      // No entity is cut in two.
      #expect(sections.allSatisfy { !$0.contains(#/&(?!amp;|lt;|gt;)/#) })
      titles += sections.flatMap { $0.matches(of: #/\*(Number \d+\.)\*/#).map { String($0.1) } }
    }
    #expect(titles == messages.map(\.title))
  }

  @Test(arguments: [
    "", "a", "a\nb\n\nc", "aaaaaaaaaaaaaaaaaaaaaaa", "x&amp;&amp;y\n&lt;z",
    "&lt;&gt;y&lt;&gt;&gt;&amp;zzz&lt;&lt;", "äöü\n👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
  ])
  func `pieces of a text are the text again`(text: String) {
    for most in 12...30 {
      let pieces = SlackBody.pieces(of: text, most: most)
      #expect(pieces.joined().filter { !$0.isNewline } == text.filter { !$0.isNewline })
      #expect(pieces.allSatisfy { $0.utf16.count <= most })
      #expect(pieces.allSatisfy { !$0.contains(#/&(?!amp;|lt;|gt;)/#) })
    }
  }

  @Test func `a title cannot become a heading of something else`() throws {
    let message = RunMessage(id: "a", kind: .alert, title: "a\n*b* <!here>", text: "")
    let body = try JSONDecoder().decode(
      Body.self,
      from: Data(SlackBody.parts(of: [message])[0].body)
    )
    #expect(body.blocks.map(\.text.text) == ["*a ∗b∗ &lt;!here&gt;*"])
    #expect(body.text == "a *b* &lt;!here&gt;")
  }
}
