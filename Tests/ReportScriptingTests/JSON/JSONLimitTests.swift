import LuaHost
import Testing

@Suite struct JSONLimitTests {
  @Test(arguments: [
    "local text = '[' .. ('1,'):rep(1e6) .. '1]' while true do json.decode(text) end",
    "local text = '[' .. ('{},'):rep(1e6) .. '1]' local t = json.decode(text)",
    "local text = '\"' .. ('a'):rep(1e7) .. '\"' while true do json.decode(text) end",
    "local t = {} for i = 1, 1e5 do t[i] = i end while true do json.encode(t) end",
    "local t = {} for i = 1, 1e5 do t['k' .. i] = i end while true do json.encode(t) end",
    "local row, t = { x = ('y'):rep(1000) }, {} for i = 1, 1e5 do t[i] = row end json.encode(t)",
    "local t, kept = {}, {} for i = 1, 1e4 do t[i] = i end while true do kept[#kept + 1] = json.array(t) end",
    "local t = {} while true do t[#t + 1] = json.decode('[[[[[[]]]]]]') end",
    "local list = {} for i = 1, 1e5 do list[i] = {} end while true do pcall(json.array, list) end",
  ])
  func `work and memory count towards the script's limits`(source: String) async throws {
    let limits = LuaLimits(cpuTime: .seconds(1), memory: 64 << 20)
    let text = try #require(await failure(input(source, limits: limits)))
    #expect(text.contains("(limit "), "\(text)")
  }

  /// What is made in the host before an error counts, though the script never sees it.
  @Test(arguments: [
    "pcall(json.decode, '[' .. ('1,'):rep(5e5) .. 'x')",
    "pcall(json.decode, '[' .. ('[],'):rep(1e5) .. 'x')",
    "pcall(json.decode, '[' .. ('\"\",'):rep(2e5) .. 'x')",
    """
    local names = {} for i = 1, 1e5 do names[i] = '"k' .. i .. '":1' end
    pcall(json.decode, '{' .. table.concat(names, ',') .. 'x')
    """,
    "for i = 1, 3e5 do t[i] = 1.2345678901234567e-300 end t[#t + 1] = print pcall(json.encode, t)",
  ])
  func `memory counts while it is used`(source: String) async throws {
    // Time must not be what ends it, however busy the machine is.
    let limits = LuaLimits(cpuTime: .seconds(900), wallTime: .seconds(900), memory: 24 << 20)
    let text = await failure(
      input("local t = {} \(source) return report.new { title = 'T' }", limits: limits)
    )
    #expect(
      text?.contains("the script used up its memory (limit 24 MiB)") == true,
      "\(text ?? "")"
    )
  }

  @Test func `a value of some size comes back as it was`() async throws {
    let source = """
      local rows = {}
      for i = 1, 2000 do rows[i] = { name = "the row with the number " .. i, users = i, share = i / 2000 } end
      local text = json.encode(rows)
      print(#text > 1e5, #json.decode(text), json.encode(json.decode(text)) == text)
      """
    #expect(try await printed(source) == ["true\t2000\ttrue"])
  }
}
