import LuaHost
import Testing

@Suite struct ClosestMatchTests {
  @Test(arguments: [
    ("provder", "provider"), ("uasge", "usage"), ("COST", "cost"), ("frecast", "forecast"),
    ("requsets", "requests"),
  ])
  func `a misspelt name finds the one that was meant`(name: String, expected: String) {
    let names = ["provider", "usage", "cost", "forecast", "requests", "app"]
    #expect(closestMatch(to: name, in: names) == expected)
  }

  @Test(arguments: ["", "zzz", "completely different", "x"])
  func `a name that is far from all finds none`(name: String) {
    #expect(closestMatch(to: name, in: ["provider", "usage", "a"]) == nil)
  }

  @Test func `among equals the first in the alphabet wins`() {
    #expect(closestMatch(to: "bat", in: ["cat", "bar", "hat"]) == "bar")
  }
}
