import LuaHost
import Testing

@Suite struct PairsTests {
  @Test func `the array comes first, then numbers, then strings`() throws {
    let source = """
      local t = { 10, 20, [-1] = 0, [2.5] = 0, [100] = 0, [-math.huge] = 0, [4] = 0,
        b = 0, a = 0, [""] = 0, ["a\\0b"] = 0, [true] = 0, [false] = 0 }
      local keys = {}
      for k in pairs(t) do keys[#keys + 1] = tostring(k):gsub("%z", "0") end
      return table.concat(keys, " ")
      """
    #expect(try shown(source) == #""1 2 -inf -1 2.5 4 100  a a0b b false true""#)
  }

  @Test func `the order is the same in every state`() throws {
    let source = """
      local t, keys = {}, {}
      for i = 1, 500 do t["key" .. (i * 7919 % 500)] = i; t[i * 3.5] = i end
      for k in pairs(t) do keys[#keys + 1] = tostring(k) end
      return table.concat(keys, " ")
      """
    let first = try shown(source)
    for _ in 0..<5 {
      #expect(try shown(source) == first)
    }
  }

  @Test func `fields may be removed and changed on the way`() throws {
    let source = """
      local t, seen = { 1, 2, 3, x = 1, y = 2, z = 3 }, {}
      for k, v in pairs(t) do
        seen[#seen + 1] = tostring(k)
        t[k] = nil
        t.y = nil
      end
      return table.concat(seen, " "), next(t)
      """
    #expect(try shown(source) == #""1 2 3 x z" nil"#)
  }

  @Test func `an array with a hole loses nothing`() throws {
    let source = """
      local t, sum = { 1, 2, 3, 4, 5, 6 }, 0
      t[3] = nil
      for _, v in pairs(t) do sum = sum + v end
      return sum
      """
    #expect(try shown(source) == "18")
  }

  @Test func `a metamethod may take over`() throws {
    let source = """
      local t = setmetatable({}, { __pairs = function() return function(_, k) if not k then return 1, 2 end end end })
      for k, v in pairs(t) do return k, v end
      """
    #expect(try shown(source) == "1 2")
  }

  @Test func `something without pairs is an error`() {
    #expect(
      failure(of: "for k in pairs(nil) do end")?.message
        == "bad argument #1 to 'pairs' (table expected, got nil)"
    )
  }
}
