import LuaHost
import Testing

@Suite struct RowObjectTests {
  private let five = prepare(fiveRows())

  @Test(arguments: [
    ("cots", "; did you mean \"cost\"?"), ("ap", "; did you mean \"app\"?"), ("zzz", ""), ("1", ""),
  ])
  func `an unknown field is an error with a suggestion`(name: String, hint: String) {
    let error = failure(of: "local r = row(0)\nreturn r['\(name)']", prepare: five)
    #expect(error?.message == "row has no field or method \"\(name)\"" + hint)
    #expect(error?.place == LuaPlace(file: "test.lua", line: 2))
    let read = failure(of: "read(row(0), '\(name)')", prepare: five)
    #expect(read?.message == "read: row has no field or method \"\(name)\"" + hint)
  }

  @Test(arguments: [
    ("1", "1"), ("nil", "nil"), ("1.5", "1.5"), ("true", "true"), ("print", "function: 1"),
  ])
  func `a key that is no name is an unknown field`(key: String, shown: String) {
    let error = failure(of: "return row(0)[\(key)]", prepare: five)
    #expect(error?.message == "row has no field or method \"\(shown)\"")
  }

  @Test func `the type's name is the one that rows were given`() {
    let column = LuaColumn.amounts(LuaBuffer([1]), places: 0, isFloat: false)
    let points = prepare(LuaRows("point", records: 1, columns: [("width", column)]))
    #expect(
      failure(of: "return row(0).witdh", prepare: points)?.message
        == "point has no field or method \"witdh\"; did you mean \"width\"?"
    )
    #expect(
      failure(of: "row(0).width = 2", prepare: points)?.message == "point values cannot be changed"
    )
  }

  @Test func `names of any length are found, however the script makes them`() throws {
    let long = String(repeating: "name", count: 30)
    let columns = (0..<40).map { index in
      let column = LuaColumn.amounts(LuaBuffer([Int64(index)]), places: 0, isFloat: false)
      return (name: index == 39 ? long : "field\(index)", column: column)
    }
    let source = """
      local r, sum = row(0), r
      local n = r[("name"):rep(30)]
      for i = 0, 38 do n = n + r["field" .. i] end
      return n
      """
    let rows = prepare(LuaRows(records: 1, columns: columns))
    #expect(try shown(source, prepare: rows) == "780")
  }

  @Test(arguments: [
    "row(0).app = 'x'", "row(0).other = 1", "rawset(row(0), 'app', 1)", "setmetatable(row(0), {})",
    "getmetatable(row(0)).__index = nil", "return #row(0)", "return row(0) + 1", "row(0)()",
    "return row(0) < row(1)", "return row(0) .. ''", "for _ in pairs(row(0)) do end",
    "next(row(0))",
    "rawget(row(0), 'app')", "table.insert(row(0), 1)", "return table.unpack(row(0))",
  ])
  func `nothing changes a row or sees into it`(source: String) throws {
    let error = try #require(failure(of: source, prepare: five))
    #expect(error.code == .runtime)
    let after = source.replacing("return ", with: "local _ = ")
    let shownAfter = "pcall(function() \(after) end) local r = row(0) return r.app, r.requests"
    #expect(try shown(shownAfter, prepare: five) == #""web" 10"#)
  }

  @Test func `assigning is an error word for word`() {
    #expect(
      failure(of: "for r in rows() do\n  r.app = 1\nend", prepare: five)?.description == """
        test.lua:2: row values cannot be changed
             2 |   r.app = 1
        stack: test.lua:2 in main chunk
        """
    )
  }

  @Test func `a row is an object like others`() throws {
    #expect(
      try shown(
        "return type(row(0)), getmetatable(row(0)), tostring(row(0)), row(0)",
        prepare: five
      )
        == #""userdata" false "row: 1" row"#
    )
  }

  @Test func `rows of one record are equal, and each is a key of its own`() throws {
    let source = """
      local a, b, c = row(0), row(0), row(1)
      local t = { [a] = 1, [c] = 2 }
      return a == b, a == c, a ~= c, a == 1, rawequal(a, b), t[a], t[b], t[c]
      """
    let expected = "true false true false false 1 nil 2"
    #expect(try shown(source, prepare: five) == expected)
  }

  @Test func `rows of different sources are never equal`() throws {
    let source = "return row(0) == other, other == row(0), other == other"
    let other = fiveRows()
    let result = try shown(source) {
      try five($0)
      try $0.setGlobal("other", to: .object(other.row(at: 0)))
    }
    #expect(result == "false false true")
  }

  @Test func `a row lives on without its loop, its iterator and the host's own hold`() throws {
    let counter = Counter()
    var rows: LuaRows? = fiveRows(keeping: Counted(counter))
    weak let weakRows = rows
    let state = try LuaState()
    if let rows { try prepare(rows)(state) }
    let source = """
      kept = {}
      for row in rows() do kept[#kept + 1] = row end
      rows, values, row = nil, nil, nil
      for i = 1, 100000 do local t = { i } end
      """
    _ = try state.run(Array(source.utf8), name: "a.lua")
    rows = nil
    #expect(weakRows != nil)
    #expect(counter.released == 0)
    let read = "return kept[1].app, kept[5].cost, kept[3].list[1], read(kept[2], 'app')"
    let values = try state.run(Array(read.utf8), name: "b.lua")
    #expect(values.map(show).joined(separator: " ") == #""web" -2.0 2 "mail""#)
    let drop = "kept = nil for i = 1, 200000 do local t = { i } end"
    _ = try state.run(Array(drop.utf8), name: "c.lua")
    #expect(counter.released == 1)
    #expect(weakRows == nil)
  }

  @Test func `what a column of the host throws is an error of that field`() {
    let error = failure(of: "local r = row(2)\n\nreturn r.odd", prepare: five)
    #expect(error?.message == "row.odd: record 2 is even")
    #expect(error?.place == LuaPlace(file: "test.lua", line: 3))
    let loop = failure(of: "for odd in values('odd') do end", prepare: five)
    #expect(loop?.message == "row.odd: record 0 is even")
  }
}
