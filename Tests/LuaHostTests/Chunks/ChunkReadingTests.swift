import Testing

@testable import LuaHost

/// The reader of compiled code reads what Lua writes, and survives everything else.
struct ChunkReadingTests {
  private static let source = """
    local names = { "a", 1, 2.5, nil, true, false, -7, 1e300 }
    local function f(a, b, ...) local c <close> = nil; return function() return a, names, x end end
    for i = 1, 10 do names[i] = f(i) == 0 end
    return names, "\(String(repeating: "long ", count: 40))"
    """

  /// The binary form, by way of a host function that Lua's own writer fills.
  private func dumped() throws -> [UInt8] {
    let state = try LuaState()
    return try state.dumped(Array(Self.source.utf8), name: "test.lua")
  }

  @Test func `Every instruction has its line, and every function its upvalues`() throws {
    let chunk = try #require(LuaChunk(dumped: try dumped()))
    func check(_ function: LuaPrototype) {
      #expect(function.code.count == function.lines.count)
      #expect(function.lines.allSatisfy { (1...5).contains($0) })
      function.functions.forEach(check)
    }
    check(chunk.main)
    #expect(chunk.main.upvalues == [LuaPrototype.Upvalue(isLocal: true, index: 0)])
    #expect(chunk.main.functions.count == 1)
    #expect(chunk.main.functions[0].locals == ["a", "b", "c"])
    #expect(chunk.main.constants.contains(.text("a")))
  }

  @Test func `Cut anywhere, it is no chunk`() throws {
    let bytes = try dumped()
    for count in bytes.indices {
      #expect(LuaChunk(dumped: Array(bytes[..<count])) == nil, "after \(count) bytes")
    }
    #expect(LuaChunk(dumped: bytes + [0]) == nil)
  }

  @Test func `Spoilt anywhere, it is read or refused, and nothing else happens`() throws {
    let bytes = try dumped()
    var refused: Set<Int> = []
    for place in bytes.indices {
      for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
        var spoilt = bytes
        guard spoilt[place] != value else { continue }
        spoilt[place] = value
        guard let chunk = LuaChunk(dumped: spoilt) else {
          refused.insert(place)
          continue
        }
        var inspection = SourceInspection()
        inspection.look(at: chunk.main)
      }
    }
    #expect(refused.isSuperset(of: 0..<31), "a spoilt header is always noticed")
  }
}
