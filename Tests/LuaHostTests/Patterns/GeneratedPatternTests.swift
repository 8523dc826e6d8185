import LuaHost
import Testing

/// Patterns nobody thought of: the sandbox's functions and those of stock Lua agree on results,
/// positions, counts and the texts of errors.
@Suite struct GeneratedPatternTests {
  private static let casesInChunk = 100

  /// Calls every function in every way with one subject and one pattern.
  private let functions =
    notes + """
      local function case(subject, pattern, replacement, init, most)
        note("find", pcall(string.find, subject, pattern))
        note("find from", pcall(string.find, subject, pattern, init))
        note("plain find", pcall(string.find, subject, pattern, init, true))
        note("match", pcall(string.match, subject, pattern, init))
        local ok, problem = pcall(function()
          local count = 0
          for a, b, c in subject:gmatch(pattern) do note("gmatch", a, b, c) end
          for a, b, c in subject:gmatch(pattern, init) do note("gmatch from", a, b, c) end
        end)
        note("gmatch ended", ok, problem)
        note("gsub", pcall(string.gsub, subject, pattern, replacement))
        note("gsub most", pcall(string.gsub, subject, pattern, replacement, most))
        note("gsub table", pcall(string.gsub, subject, pattern, {
          a = "<a>", [""] = 5, ["1"] = false, [1] = "first", [3] = "third", aa = 1.5,
        }))
        note("gsub function", pcall(string.gsub, subject, pattern, function(...)
          note("called", ...)
          return (...) ~= "b" and select(-1, ...)
        end))
        note("gsub method", pcall(function() return subject:gsub(pattern, replacement) end))
      end

      """

  private func check(
    seed: UInt64,
    _ pattern: (inout PatternGenerator) -> [UInt8]
  ) throws {
    var generator = PatternGenerator(seed: seed)
    var chunk = functions
    for _ in 0..<Self.casesInChunk {
      let parts = [generator.subject(), pattern(&generator), generator.replacement()]
      let start = generator.random.number(-8...12)
      let most = generator.random.number(-1...4)
      chunk += "case(\(parts.map(literal).joined(separator: ", ")), \(start), \(most))\n"
    }
    let result = try Comparison(of: chunk + "return done()")
    #expect(result.differences == [])
    #expect(result.sandbox.count > 10_000)
  }

  @Test(arguments: 1...40)
  func `well-formed patterns`(seed: UInt64) throws {
    try check(seed: seed) { $0.pattern() }
  }

  @Test(arguments: 1001...1040)
  func `any order of the characters that patterns are made of`(seed: UInt64) throws {
    try check(seed: seed) { $0.noise() }
  }
}
