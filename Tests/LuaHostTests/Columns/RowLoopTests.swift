import LuaHost
import Testing

@Suite struct RowLoopTests {
  private let five = prepare(fiveRows())

  /// Rows of one number and one text each.
  private func many(_ count: Int, texts: Int = 10) -> LuaRows {
    LuaRows(
      records: count,
      columns: [
        (
          "app",
          .texts(
            codes: LuaBuffer((0..<count).map { UInt32($0 % texts) }),
            map: nil,
            values: (0..<texts).map { LuaString("application \($0)") }
          )
        ),
        ("requests", .amounts(LuaBuffer((0..<count).map(Int64.init)), places: 0, isFloat: false)),
        (
          "none",
          .amounts(LuaBuffer(Array(repeating: .min, count: count)), places: 0, isFloat: true)
        ),
      ]
    )
  }

  @Test(arguments: ["rows()", "values('requests')"])
  func `an iterator takes no notice of what it is called with, and stays at its end`(new: String)
    throws
  {
    let source = """
      local next, n = \(new), 0
      local function step(...)
        local ok, value = pcall(next, ...)
        assert(ok)
        if value ~= nil then n = n + 1 end
      end
      step() step(1, 2, 3) step(next) step({}, nil) step(row(0))
      for i = 1, 3 do step(table.unpack({}, 1, 200)) end
      return n
      """
    #expect(try shown(source, prepare: five) == (new == "rows()" ? "5" : "4"))
  }

  @Test func `iterators advance alone, and one of them in several coroutines`() throws {
    let source = """
      local a, b = rows(), rows()
      assert(a().requests == 10 and a().requests == 0 and b().requests == 10)
      local t = {}
      for i = 1, 2 do
        coroutine.wrap(function() for row in a do t[#t + 1] = row.requests coroutine.yield() end end)()
      end
      local make = coroutine.wrap(function() for row in b do coroutine.yield(row) end end)
      t[#t + 1] = make().list[1]
      return table.unpack(t)
      """
    #expect(try shown(source, prepare: five) == "-3 7 1")
  }

  @Test func `iterators over more columns than the stack has room for`() throws {
    let names = Array(repeating: "'requests'", count: 150).joined(separator: ", ")
    let source = "local n = 0 for _, v in ipairs { values(\(names))() } do n = n + v end return n"
    #expect(try shown(source, prepare: five) == "1500")
  }

  @Test func `a row goes to the host and back, alone and in tables`() throws {
    let source = "return echo(row(1)).requests, echo({ row(0), k = row(2) }).k.requests"
    let result = try shown(source) { state in
      try five(state)
      let echo = HostFunction("echo") { call -> LuaValue in call[0] }
      try state.setGlobal("echo", to: .hostFunction(echo))
    }
    #expect(result == "0 -3")
    let error = failure(of: "read(5, 'app')", prepare: five)
    #expect(error?.message == "read: expected a row and a name, got number")
  }

  @Test func `the host calls a function with rows`() throws {
    let rows = fiveRows()
    let pick = HostFunction("pick") { call -> LuaValue in
      guard case .function(let keep) = call[0] else { throw HostError("expected a function") }
      var kept: [LuaValue] = []
      for position in 0..<rows.count {
        guard case .boolean(true)? = try keep.call([.object(rows.row(at: position))]).first else {
          continue
        }
        kept.append(.integer(Int64(position)))
      }
      return .table(LuaTable(array: kept))
    }
    let source = "return pick(function(row) return row.app == 'web' end)"
    #expect(try shown(source) { try $0.setGlobal("pick", to: .hostFunction(pick)) } == "{0,4}")
  }

  @Test func `a row of another state can be passed on`() throws {
    let row = try #require(try run("return row(1)", prepare: five).first)
    #expect(try shown("return r.app") { try $0.setGlobal("r", to: row) } == #""mail""#)
  }

  @Test func `a million rows take no more memory than ten thousand`() throws {
    func peak(_ count: Int) throws -> Int {
      let rows = many(count)
      var most = 0
      let source = """
        local i = 0
        for row in rows() do
          local a, n = row.app, row.requests
          i = i + 1
          if i % 100 == 0 then look() end
        end
        for app, n in values("app", "requests") do
          i = i + 1
          if i % 100 == 0 then look() end
        end
        return i
        """
      let result = try shown(source) { state in
        try prepare(rows)(state)
        let look = HostFunction("look") { call -> LuaValue in
          most = max(most, call.state.memoryInUse)
          return .nil
        }
        try state.setGlobal("look", to: .hostFunction(look))
      }
      #expect(result == "\(2 * count)")
      return most
    }
    let few = try peak(10_000)
    let lots = try peak(1_000_000)
    #expect(lots < few + 50_000)
  }

  @Test(arguments: ["rows()", "values('requests')", "values('none')"])
  func `time limits end loops over rows`(loop: String) {
    let rows = many(100_000)
    let source = "while true do\n  pcall(function() for _ in \(loop) do end end)\nend"
    let limits = LuaLimits(cpuTime: .milliseconds(50))
    let error = failure(of: source, limits: limits, prepare: prepare(rows))
    #expect(error?.code == .time)
    #expect(error?.place?.line == 2)
  }

  @Test func `steps that leave out records count as work`() {
    let rows = many(1_000_000)
    // One call of an iterator: no instruction of Lua's passes in it.
    let source = "values('none')()"
    let error = failure(
      of: source,
      limits: LuaLimits(wallTime: .nanoseconds(1)),
      prepare: prepare(rows)
    )
    #expect(error?.code == .time)
  }

  @Test func `keeping rows comes up against the memory limit`() {
    let source = "local t = {}\nfor row in rows() do\n  t[#t + 1] = row\nend"
    let error = failure(
      of: source,
      limits: LuaLimits(memory: 4 << 20),
      prepare: prepare(many(200_000))
    )
    #expect(error?.code == .memory)
    #expect((2...3).contains(error?.place?.line ?? 0))
  }

  @Test func `a memory limit at any point of a loop is an error that releases everything`() {
    let counter = Counter()
    var ends: Set<LuaError.Code?> = []
    let source = """
      local t = {}
      for row in rows() do t[#t + 1] = row end
      for app, list in values("app", "list") do t[#t + 1] = list end
      pcall(function() return row(0).cots end)
      return #t, read(t[1], "app")
      """
    for limit in stride(from: 20_000, through: 80_000, by: 123) {
      let rows = fiveRows(keeping: Counted(counter))
      let error = failure(of: source, limits: LuaLimits(memory: limit), prepare: prepare(rows))
      if let error, error.code != .memory { Issue.record(error) }
      ends.insert(error?.code)
    }
    #expect(ends == [nil, .memory])
    #expect(counter.made == counter.released)
  }

  @Test func `a memory limit while texts arrive is an error`() {
    let rows = many(50_000, texts: 50_000)
    let error = failure(
      of: "local n = 0\nfor app in values('app') do n = n + #app end",
      limits: LuaLimits(memory: 1 << 20),
      prepare: prepare(rows)
    )
    #expect(error?.code == .memory)
    #expect(error?.message == "the script used up its memory (limit 1 MiB)")
  }

  @Test(arguments: [
    ("for row in rows() do\n  pcall(function() return row.list end)\nend", 2),
    ("for list in values('list') do\n  local _ = list\nend", 1),
  ])
  func `a limit that the host comes to while it reads a field ends the loop there`(
    source: String,
    line: Int
  ) throws {
    let state = try LuaState(limits: LuaLimits(output: 10))
    var reads = 0
    let list = LuaColumn.host { [unowned state] _ in
      reads += 1
      if reads == 2 { try? state.chargeOutput(11) }
      return 1
    }
    try prepare(LuaRows(records: 5, columns: [("list", list)]))(state)
    let error = #expect(throws: LuaError.self) {
      try state.run(Array(source.utf8), name: "a.lua")
    }
    #expect(error?.code == .output)
    #expect(error?.place == LuaPlace(file: "a.lua", line: line))
    #expect(reads == 2)
  }
}
