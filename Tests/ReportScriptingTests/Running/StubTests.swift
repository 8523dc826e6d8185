import Testing

@testable import ReportScripting

@Suite struct StubTests {
  private let stubs = ScriptStubs.text()

  /// What the stub file declares: `usage.load`, `frame:by`, `frame.cost`.
  private var declared: Set<String> {
    var names: Set<String> = []
    var owner = ""
    for line in stubs.split(separator: "\n") {
      if let match = line.firstMatch(of: #/^---@class tally\.([a-z_]+)/#) {
        owner = String(match.1)
      }
      if let match = line.firstMatch(of: #/^---@field ([a-z_0-9]+)\?? /#) {
        names.insert("\(owner).\(match.1)")
      }
      if let match = line.firstMatch(of: #/^function ([A-Za-z_]+)([:.]?)([a-z_]*)\(/#) {
        names.insert(match.2 == ":" ? "\(owner):\(match.3)" : "\(match.1)\(match.2)\(match.3)")
      }
      if let match = line.firstMatch(of: #/^([a-z]+) = \{\}/#) { names.insert(String(match.1)) }
    }
    return names
  }

  @Test func `the stubs name what the runtime has, and nothing else`() async throws {
    let source = """
      script { report = false }
      local standard = {}
      for name in ("_G _VERSION assert coroutine error getmetatable ipairs math next os pairs pcall print "
        .. "rawequal rawget rawlen rawset require select setmetatable string table tonumber tostring "
        .. "type utf8 xpcall"):gmatch("%S+") do standard[name] = true end
      for name, value in pairs(_G) do
        if not standard[name] then
          print(name)
          if type(value) == "table" then for key in pairs(value) do print(name .. "." .. key) end end
        end
      end
      """
    let globals = try await ScriptRunner.run(input(source)).log
    let interface = Interface(ScriptContext(input("")))
    var objects: Set<String> = []
    for object in interface.objects {
      objects.formUnion(object.fields.map { "\(object.name).\($0.name)" })
      objects.formUnion(object.methods.map(\.name))
    }
    #expect(declared == Set(globals).union(objects))
  }

  @Test func `no local of the stubs hides a global`() {
    let locals = stubs.matches(of: #/(?m)^local ([A-Za-z_]+)/#).map { String($0.1) }
    let interface = Interface(ScriptContext(input("")))
    #expect(!locals.isEmpty)
    #expect(Set(locals).isDisjoint(with: interface.modules.map(\.name)))
  }

  @Test func `the stubs are Lua`() async throws {
    let output = try await ScriptRunner.run(input("script { report = false }\n\(stubs)"))
    #expect(output.reports.isEmpty)
  }

  @Test func `every type that the stubs mention is a class of theirs`() {
    let mentioned = Set(stubs.matches(of: #/tally\.[a-z_]+(\.[a-z_]+)?/#).map { String($0.0) })
    let classes = Set(stubs.matches(of: #/@class (tally\.[a-z_.]+)/#).map { String($0.1) })
    #expect(mentioned.subtracting(classes).filter { !$0.hasSuffix(".d") } == [])
  }

  @Test func `options and operators are typed`() {
    #expect(stubs.contains("---@param query? { period?: tally.period, dims?: table, "))
    #expect(stubs.contains("---@operator add(tally.money|number): tally.money"))
    #expect(stubs.contains("---@field [integer] tally.point"))
    #expect(stubs.contains("---@overload fun(text: string): tally.period"))
  }
}
