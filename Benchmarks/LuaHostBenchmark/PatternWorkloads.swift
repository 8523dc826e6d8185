/// Ordinary work with patterns, each as a chunk that runs in the sandbox and in stock Lua alike and
/// returns a number to check them by.
enum PatternWorkloads {
  static let all: [(name: String, chunk: String)] = [
    (
      "find a word at the end of 100 bytes",
      """
      local line = ("lorem ipsum dolor sit amet, "):rep(3) .. "and a needle"
      local n = 0
      for i = 1, 200000 do n = n + line:find("needle") end
      return n
      """
    ),
    (
      "match (%w+)=(%w+)",
      """
      local n = 0
      for i = 1, 200000 do
        local key, value = ("total_kwh=12345"):match("(%w+)=(%w+)")
        n = n + #key + #value
      end
      return n
      """
    ),
    (
      "match a date",
      """
      local n = 0
      for i = 1, 200000 do
        local year, month, day = ("2026-09-21"):match("^(%d+)-(%d+)-(%d+)$")
        n = n + #year + #month + #day
      end
      return n
      """
    ),
    (
      "match to trim",
      """
      local n = 0
      for i = 1, 100000 do n = n + #("   some text to trim   "):match("^%s*(.-)%s*$") end
      return n
      """
    ),
    (
      "find that fails at an anchor",
      """
      local n = 0
      for i = 1, 300000 do
        if not ("hello world"):find("^%d+") then n = n + 1 end
      end
      return n
      """
    ),
    (
      "gmatch over the words of 4 kB",
      """
      local text = ("the quick brown fox jumps over the lazy dog "):rep(93)
      local n = 0
      for i = 1, 200 do
        for word in text:gmatch("%a+") do n = n + #word end
      end
      return n
      """
    ),
    (
      "gmatch over three words",
      """
      local n = 0
      for i = 1, 100000 do
        for word in ("a bc def"):gmatch("%a+") do n = n + #word end
      end
      return n
      """
    ),
    (
      "split by comma",
      """
      local line = ("alpha,beta,gamma,,delta,"):rep(50)
      local n = 0
      for i = 1, 400 do
        for field in line:gmatch("([^,]*)") do n = n + #field + 1 end
      end
      return n
      """
    ),
    (
      "gsub with a string",
      """
      local text = ("key=value; "):rep(50)
      local n = 0
      for i = 1, 2000 do n = n + #text:gsub("(%w+)=(%w+)", "%2=%1") end
      return n
      """
    ),
    (
      "gsub with a function",
      """
      local text = ("the quick brown fox "):rep(50)
      local n = 0
      for i = 1, 1000 do n = n + #text:gsub("%a+", function(word) return word .. "s" end) end
      return n
      """
    ),
    (
      "gsub with a table",
      """
      local text = ("a<b & c>d "):rep(50)
      local entities = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;" }
      local n = 0
      for i = 1, 1500 do n = n + #text:gsub("[<>&]", entities) end
      return n
      """
    ),
    (
      "plain find in 10 kB",
      """
      local text = ("lorem ipsum dolor sit amet "):rep(380) .. "needle"
      local n = 0
      for i = 1, 20000 do n = n + text:find("needle", 1, true) end
      return n
      """
    ),
    (
      "plain find of a rare byte in 10 kB",
      """
      local text = ("lorem ipsum dolor sit amet "):rep(380) .. "zebra"
      local n = 0
      for i = 1, 100000 do n = n + text:find("zebra", 1, true) end
      return n
      """
    ),
    (
      "plain find in 11 bytes",
      """
      local n = 0
      for i = 1, 300000 do n = n + ("hello world"):find("o w", 1, true) end
      return n
      """
    ),
    (
      "balanced brackets in 200 bytes",
      """
      local text = "f(" .. ("(a) "):rep(50) .. ")"
      local n = 0
      for i = 1, 40000 do n = n + #text:match("%b()") end
      return n
      """
    ),
    (
      "words at frontiers",
      """
      local text = ("THE (quick) fox "):rep(20)
      local n = 0
      for i = 1, 2000 do n = n + select(2, text:gsub("%f[%a]%a+", "x")) end
      return n
      """
    ),
    (
      "sub, byte and upper",
      """
      local text, n = "hello world", 0
      for i = 1, 200000 do n = n + #text:sub(2, 5) + text:byte(3) + #text:upper() end
      return n
      """
    ),
  ]
}
