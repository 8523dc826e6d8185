import LuaHost
import Testing

@Suite struct ColumnValueTests {
  @Test func `texts, numbers and nils arrive as they are`() throws {
    let source = """
      local seen = {}
      for row in rows() do
        seen[#seen + 1] = { row.app or "-", row.requests or "-", row.cost or "-", row.list[1] }
      end
      return table.unpack(seen)
      """
    #expect(
      try shown(source, prepare: prepare(fiveRows())) == """
        {"web",10,1.5,0} {"mail",0,0.0,1} {"-",-3,1e-09,2} {"-",7,"-",3} {"web","-",-2.0,4}
        """
    )
  }

  @Test func `values leave out records whose first is nil, and only those`() throws {
    let source = """
      local seen = {}
      for app, requests in values("app", "requests") do seen[#seen + 1] = { app, requests or "-" } end
      for cost, app in values("cost", "app") do seen[#seen + 1] = { cost, app or "-" } end
      return table.unpack(seen)
      """
    #expect(
      try shown(source, prepare: prepare(fiveRows())) == """
        {"web",10} {"mail",0} {"web","-"} {1.5,"web"} {0.0,"mail"} {1e-09,"-"} {-2.0,"web"}
        """
    )
  }

  @Test func `an order repeats, leaves out and turns around`() throws {
    let source = """
      local seen = {}
      for row in rows() do seen[#seen + 1] = row.requests end
      for requests in values("requests") do seen[#seen + 1] = requests end
      seen[#seen + 1] = row(1).requests
      return table.unpack(seen)
      """
    let rows = fiveRows(order: [3, 1, 1, 0])
    #expect(rows.count == 4)
    #expect(try shown(source, prepare: prepare(rows)) == "7 0 0 10 7 0 0 10 0")
  }

  @Test func `an amount is the float of its 10^-12 or a whole integer, at every scale`() throws {
    var random = SystemRandomNumberGenerator()
    var amounts: [Int64] = [0, 1, -1, 10, -1000, 1_000_000_000_000, .max, .min + 1, 1 << 53]
    for bits in 1...63 {
      amounts.append(Int64(truncatingIfNeeded: random.next()) >> Int64(64 - bits))
    }
    for (places, isFloat) in (0...12).flatMap({ [($0, true), ($0, false)] }) {
      let column = LuaColumn.amounts(LuaBuffer(amounts), places: places, isFloat: isFloat)
      let rows = LuaRows(records: amounts.count, columns: [("a", column)])
      let source = "local t = {} for a in values('a') do t[#t + 1] = a end return t"
      guard case .table(let table)? = try run(source, prepare: prepare(rows)).first else {
        Issue.record("no table")
        return
      }
      let unit = (0..<places).reduce(Int128(1)) { power, _ in power * 10 }
      let lift = Int128(1_000_000_000_000) / unit
      for (index, amount) in amounts.enumerated() {
        let expected: LuaValue =
          !isFloat && Int128(amount) % unit == 0
          ? .integer(Int64(Int128(amount) / unit)) : .number(Double(Int128(amount) * lift) / 1e12)
        #expect(bits(table.array[index]) == bits(expected), "\(amount) at \(places)")
        #expect(bits(try LuaRow(rows, record: index).value("a")) == bits(expected))
      }
    }
  }

  /// A number's kind and bits.
  private func bits(_ value: LuaValue) -> String {
    switch value {
    case .integer(let value): "integer \(value)"
    case .number(let value): "float \(value.bitPattern)"
    default: value.typeName
    }
  }

  @Test(arguments: ["app", "requests", "cost", "list"])
  func `Swift reads the same of a row that a script hands back`(name: String) throws {
    let source = """
      local same = {}
      for row in rows() do
        local here, there = row["\(name)"], read(row, "\(name)")
        if type(here) == "table" then here, there = here[1], there[1] end
        same[#same + 1] = here == there and math.type(here) == math.type(there)
      end
      return table.unpack(same)
      """
    #expect(try shown(source, prepare: prepare(fiveRows())) == "true true true true true")
  }

  @Test func `either table of texts may be missing`() throws {
    let values: [LuaString] = ["a", "b", "c"]
    let rows = LuaRows(
      records: 3,
      columns: [
        ("plain", .texts(codes: nil, map: nil, values: values)),
        ("mapped", .texts(codes: nil, map: LuaBuffer([2, .max, 0]), values: values)),
        ("coded", .texts(codes: LuaBuffer([1, .max, 1]), map: nil, values: values)),
      ]
    )
    let source = """
      local t = {}
      for row in rows() do
        t[#t + 1] = row.plain .. (row.mapped or "-") .. (row.coded or "-")
        for _, name in ipairs { "plain", "mapped", "coded" } do
          assert(row[name] == read(row, name))
        end
      end
      return table.concat(t, " ")
      """
    #expect(try shown(source, prepare: prepare(rows)) == #""acb b-- cab""#)
  }

  @Test func `texts keep their bytes, and more of them than Lua keeps are right`() throws {
    let count = 70_000
    var values = (0..<count).map { LuaString("text \($0)") }
    values[3] = LuaString(bytes: [0, 255, 0])
    values[4] = LuaString(String(repeating: "long ", count: 100))
    let rows = LuaRows(
      records: count,
      columns: [("text", .texts(codes: nil, map: nil, values: values))]
    )
    let source = """
      local n = 0
      for _ = 1, 2 do
        local i = 0
        for text in values("text") do
          local expected = "text " .. i
          if i == 3 then expected = "\\0\\255\\0" elseif i == 4 then expected = ("long "):rep(100) end
          if text == expected then n = n + 1 end
          i = i + 1
        end
      end
      return n
      """
    #expect(try shown(source, prepare: prepare(rows)) == "140000")
  }

  @Test func `a code without a text is an error where it is read`() {
    let rows = LuaRows(
      records: 2,
      columns: [
        ("app", .texts(codes: LuaBuffer([0, 1]), map: nil, values: ["mail"])),
        ("model", .texts(codes: LuaBuffer([0, 7]), map: LuaBuffer([0]), values: ["large"])),
      ]
    )
    let first = failure(of: "local r = row(1)\nreturn r.app", prepare: prepare(rows))
    #expect(first?.message == "row.app: a code has no text")
    #expect(first?.place == LuaPlace(file: "test.lua", line: 2))
    let second = failure(of: "for m in values('model') do end", prepare: prepare(rows))
    #expect(second?.message == "row.model: a code has no text")
    let third = failure(of: "read(row(1), 'model')", prepare: prepare(rows))
    #expect(third?.message == "read: row.model: a code has no text")
  }

  @Test func `a row of no record is an error where its turn comes`() {
    let rows = fiveRows(order: [0, 5])
    for loop in ["for row in rows() do end", "for app in values('requests') do end"] {
      #expect(failure(of: loop, prepare: prepare(rows))?.message == "row 2 is of no record")
    }
  }

  @Test func `a buffer is filled in place`() throws {
    let buffer = LuaBuffer<Int64>(count: 3) { span in
      for value in [5, 6, 7] { span.append(Int64(value)) }
    }
    #expect((0..<buffer.count).map { buffer[$0] } == [5, 6, 7])
    #expect(throws: HostError("no")) {
      _ = try LuaBuffer<Int64>(count: 3) { span in
        span.append(1)
        throw HostError("no")
      }
    }
  }

  @Test func `no records and no rows are empty loops`() throws {
    let column = LuaColumn.amounts(LuaBuffer([]), places: 0, isFloat: false)
    let source = "for _ in rows() do return 1 end for _ in values('a') do return 2 end return 3"
    #expect(
      try shown(source, prepare: prepare(LuaRows(records: 0, columns: [("a", column)]))) == "3"
    )
    let none = LuaRows(
      records: 1,
      columns: [("a", .amounts(LuaBuffer([1]), places: 0, isFloat: false))],
      order: LuaBuffer([])
    )
    #expect(try shown(source, prepare: prepare(none)) == "3")
  }
}
