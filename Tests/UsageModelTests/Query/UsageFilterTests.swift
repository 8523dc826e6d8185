import TestSupport
import Testing
import UsageModel

struct UsageFilterTests {
  @Test func `patterns agree with a matcher that tries every way`() {
    var generator = SeededGenerator(seed: 13)
    let letters: [Character] = ["a", "b", "é", "\u{1F469}\u{200D}\u{1F680}"]
    for _ in 0..<6000 {
      let pattern = Self.text(of: letters + ["*", "*"], upTo: 6, &generator)
      let value = Self.text(of: letters, upTo: 8, &generator)
      let matches = UsageFilter.Pattern(pattern).matches(value)
      #expect(
        matches == Self.matches(Array(pattern)[...], Array(value)[...]),
        "\(pattern) on \(value)"
      )
    }
  }

  private static func text(
    of letters: [Character],
    upTo length: Int,
    _ generator: inout SeededGenerator
  ) -> String {
    String(
      (0..<Int.random(in: 0...length, using: &generator)).map { _ in
        letters[Int.random(in: letters.indices, using: &generator)]
      }
    )
  }

  private static func matches(
    _ pattern: ArraySlice<Character>,
    _ value: ArraySlice<Character>
  ) -> Bool {
    guard let first = pattern.first else { return value.isEmpty }
    if first == "*" {
      return (0...value.count).contains { matches(pattern.dropFirst(), value.dropFirst($0)) }
    }
    return value.first == first && matches(pattern.dropFirst(), value.dropFirst())
  }

  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true), ("a*a", "a", false),
    ("a*a", "aa", true), ("openai:*", "openai:gpt-5-nano", true), ("openai:*", "Openai:x", false),
    ("*mini*", "gpt-5-mini", true), ("**", "", true), ("a**b", "ab", true), ("*ab*ab", "ab", false),
    ("a.c", "abc", false), ("[a]", "a", false), ("a?", "ab", false), ("*a", "aaab", false),
  ])
  func `known patterns`(pattern: String, value: String, matches: Bool) {
    #expect(UsageFilter.Pattern(pattern).matches(value) == matches)
  }

  @Test func `many stars do not take for ever`() {
    let pattern = UsageFilter.Pattern(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }

  @Test func `all conditions must hold, each by one of its patterns`() throws {
    let record = UsageRecord(
      day: try #require(Day("2026-10-15")),
      source: "team-puter",
      provider: "puter",
      service: "kv",
      tags: ["team": "web"]
    )
    func accepts(_ conditions: (UsageDimension, [String])...) -> Bool {
      UsageFilter(
        conditions.map { UsageFilter.Condition($0.0, anyOf: $0.1.map(UsageFilter.Pattern.init)) }
      ).accepts(record)
    }
    #expect(accepts())
    #expect(accepts((.source, ["other", "team-*"]), (.service, ["kv"])))
    #expect(!accepts((.source, ["team-*"]), (.service, ["storage"])))
    #expect(!accepts((.source, [])))
    #expect(accepts((.month, ["2026-10"]), (.week, ["2026-W42"]), (.day, ["*-15"])))
    #expect(accepts((.tag("team"), ["web"]), (.charge, ["usage"]), (.quality, ["measured"])))
    #expect(accepts((.tag("stage"), ["(not broken down)"]), (.account, ["(not broken down)"])))
    #expect(accepts((.app, ["(not*"]), (.unit, ["(not broken down)"])))
  }

  @Test func `dimensions read back from their names`() {
    for dimension in UsageDimension.named + [.tag("team"), .tag("a.b"), .tag("ü")] {
      #expect(UsageDimension(name: dimension.name) == dimension)
    }
    for name in ["", "tag", "tag.", "App", "day ", "cost"] {
      #expect(UsageDimension(name: name) == nil)
    }
  }
}
