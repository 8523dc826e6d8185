import LuaHost
import Testing

/// The other functions of strings that are our own, compared with the stock ones.
@Suite struct StringFunctionTests {
  @Test func `slices, with positions of every kind`() throws {
    let chunk =
      notes + """
        local positions = {
          1, 2, 3, 4, 0, -1, -2, -3, -4, 9, -9, 2.0, "2", math.maxinteger, math.mininteger,
        }
        for _, subject in ipairs { "", "a", "abc", "a\\0c" } do
          for _, first in ipairs(positions) do
            note("sub", subject:sub(first))
            note("byte", subject:byte(first))
            for _, last in ipairs(positions) do
              note("sub", subject:sub(first, last))
              note("byte", subject:byte(first, last))
            end
          end
        end
        note("default", ("abc"):byte(), (""):byte(), string.byte(123, 2))
        return done()
        """
    #expect(try Comparison(of: chunk).differences == [])
  }

  @Test func `every byte in lower, upper and reverse`() throws {
    let chunk =
      notes + """
        local bytes = {}
        for i = 0, 255 do bytes[#bytes + 1] = string.char(i) end
        local all = table.concat(bytes)
        note("lower", all:lower(), string.lower(12), (""):lower())
        note("upper", all:upper(), string.upper(1.5), (""):upper())
        note("reverse", all:reverse(), string.reverse(12), (""):reverse())
        note("long", #all:rep(1000):upper(), all:rep(1000):lower() == all:lower():rep(1000))
        return done()
        """
    #expect(try Comparison(of: chunk).differences == [])
  }

  @Test(arguments: 1...20)
  func `codes of any bytes, strict and lax`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let pieces: [[UInt8]] = [
      [0x41], [0], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF],
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0x80], [0xBF], [0xC3], [0xE2, 0x82], [0xFE], [0xFF],
    ]
    var chunk =
      notes + """
        local function case(subject)
          for _, lax in ipairs { false, true } do
            note("codes", pcall(function()
              for position, code in utf8.codes(subject, lax) do note("code", position, code) end
            end))
            note("len", pcall(utf8.len, subject, 1, -1, lax))
            note("codepoint", pcall(utf8.codepoint, subject, 1, -1, lax))
          end
          local ok, next_code = pcall(utf8.codes, subject)
          if ok then
            for position = -1, #subject + 1 do note("next", pcall(next_code, subject, position)) end
          end
          note("offset", pcall(utf8.offset, subject, 2), pcall(utf8.offset, subject, -1))
        end

        """
    for _ in 0..<100 {
      let count = random.number(0...4)
      let subject = (0..<count).flatMap { _ in
        pieces[random.chance(60) ? random.number(0...4) : random.number(0...(pieces.count - 1))]
      }
      chunk += "case(\(literal(subject)))\n"
    }
    #expect(try Comparison(of: chunk + "return done()").differences == [])
  }

  @Test(arguments: [
    "string.format('%5.1f|%-4s|%%|%q|%s|%x|%c', 1.25, 'ab', 'x\\n', nil, 255, 65)",
    "string.format(('%d,'):rep(200), table.unpack({}, 1, 0))",
    "string.format('%s %s', 1)", "string.format('%y', 1)", "string.format('%', 1)",
    "string.format('%10.123f', 1)", "string.format('%.20s', ('x'):rep(30))", "string.format()",
    "string.pack('z', 'a\\0')", "string.pack('c5', 'abc')",
    "string.pack('<i4 z s1', 1, 'ab', 'cd')",
    "string.unpack('<i4 z s1', '\\1\\0\\0\\0ab\\0\\2cd')", "string.unpack('z', 'abc')",
    "string.unpack('i4', 'abc')", "string.packsize('<i4i8!8d')", "string.packsize('z')",
    "string.char(72, 105), string.char()", "string.char(256)", "string.char(-1)",
    "utf8.char(72, 8364, 0x7FFFFFFF)", "utf8.char(-1)", "utf8.len('abc', 5)",
    "utf8.offset('abc', 9)",
    "utf8.codes()", "('x'):rep(3, '-')", "#('x'):rep(1000)",
  ])
  func `guarded functions`(expression: String) throws {
    let chunk = notes + "note('is', pcall(function() return \(expression) end)) return done()"
    #expect(try Comparison(of: chunk).differences == [])
  }
}
