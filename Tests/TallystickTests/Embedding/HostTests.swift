import Foundation
import Logging
import LuaHost
import Synchronization
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// The whole host in one value, as an embedding program uses it.
@Suite struct HostTests {
  static let now = Timestamp(rfc3339: "2026-11-21T06:00:00Z")

  /// Makes a folder of scripts and a host of it.
  private func withHost(
    _ scripts: [String: String],
    logger: Logger? = nil,
    _ body: (Tallystick.Host) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      for (name, script) in scripts {
        try write(script, to: "\(folder)/Scripts/\(name).lua")
      }
      let configuration = Configuration(folder: WorkingFolder(folder))
      try await body(try Tallystick.Host(configuration, store: MemoryStore(), logger: logger))
    }
  }

  @Test func `a report calls functions of the program and reads its data`() async throws {
    let script = """
      local r = report.new { title = "Owners" }
      for _, app in ipairs(crm.apps) do r:text(app .. ": " .. (crm.owner(app) or "nobody")) end
      return r
      """
    try await withHost(["owners": script]) { host in
      var host = host
      try host.expose("crm.apps", value: ["mail", "wiki"])
      try host.expose("crm.owner", parameters: ["app"]) { (app: String) -> String? in
        app == "mail" ? "Ada" : nil
      }
      let pages = try await host.render("owners", as: .markdown, now: Self.now)
      let page = String(decoding: try #require(pages.first).bytes, as: UTF8.self)
      #expect(pages.count == 1)
      #expect(page.contains("mail: Ada\n"))
      #expect(page.contains("wiki: nobody\n"))
    }
  }

  @Test(arguments: ["usage", "usage.mine", "report", "fmt", "period"])
  func `a name of the interface is refused`(name: String) async throws {
    try await withHost([:]) { host in
      var host = host
      let root = name.prefix { $0 != "." }
      let error = #expect(throws: LuaNameError.self) { try host.expose(name, value: 1) }
      #expect(error?.description == "\"\(name)\" is taken, since `\(root)` is there already")
      // Nor can a library that was made elsewhere hide it.
      host.library = LuaLibrary()
      try host.expose(name, value: 1)
    }
  }

  @Test func `a library that hides the interface makes no report`() async throws {
    try await withHost(["a": "return report.new { title = 'A' }"]) { host in
      var host = host
      host.library = LuaLibrary()
      try host.expose("usage", value: 1)
      let spoilt = host
      let error = await #expect(throws: TallystickError.self) { try await spoilt.render("a") }
      #expect(error?.description == "\"usage\" is taken, since `usage` is there already")
    }
  }

  @Test func `stubs name what the program adds`() async throws {
    try await withHost([:]) { host in
      var host = host
      let plain = host.stubs
      try host.expose("crm.owner", summary: "Who looks after an app.", parameters: ["app"]) {
        (app: String) -> String? in app
      }
      let added = """
        ---@class crm
        crm = {}

        ---Who looks after an app.
        ---@param app string
        ---@return string|nil
        function crm.owner(app) end

        """
      #expect(host.stubs == plain + "\n" + added)
    }
  }

  @Test(arguments: [
    (
      "ownrs", TallystickError.Code.unknownName,
      "no report is called \"ownrs\"; did you mean \"owners\"?; there are endless, owners"
    ),
    (
      "endless", .late,
      "Scripts/endless.lua:1: the script did not end before its deadline\n     1 | while true do end"
    ),
    (
      "owners", .script,
      "Scripts/owners.lua:1: attempt to index a nil value (global 'reprt'); did you mean \"report\"?"
    ),
  ])
  func `a failure says what and where`(
    name: String,
    code: TallystickError.Code,
    message: String
  ) async throws {
    let scripts = ["owners": "return reprt.new {}", "endless": "while true do end"]
    try await withHost(scripts) { host in
      let error = await #expect(throws: TallystickError.self) {
        try await host.render(name, now: Self.now, deadline: .now + .milliseconds(200))
      }
      #expect(error?.code == code)
      #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }
  }

  @Test func `a parameter that a script does not take is the caller's mistake`() async throws {
    try await withHost(["a": "return report.new { title = 'A' }"]) { host in
      let error = await #expect(throws: TallystickError.self) {
        try await host.render("a", parameters: ["top": "3"])
      }
      #expect(error?.code == .parameter)
      #expect(
        error?.description
          == "Scripts/a.lua: the script has no parameter \"top\"; it declares none"
      )
    }
  }

  @Test func `a cancelled report ends`() async throws {
    try await withHost(["endless": "begin() while true do end"]) { host in
      let (started, hasStarted) = AsyncStream<Void>.makeStream()
      var host = host
      try host.expose("begin") { hasStarted.finish() }
      let run = Task { [host] in try await host.render("endless") }
      for await _ in started {}
      run.cancel()
      let error = await #expect(throws: TallystickError.self) { try await run.value }
      #expect(error?.code == .cancelled)
    }
  }

  @Test func `a slow report holds up no quick one`() async throws {
    let gate = DispatchSemaphore(value: 0)
    let scripts = [
      "slow": "wait() return report.new { title = 'Slow' }",
      "quick": "return report.new { title = 'Quick' }",
    ]
    try await withHost(scripts) { host in
      var host = host
      try host.expose("wait") { gate.wait() }
      try await withThrowingTaskGroup(of: Void.self) { [host] group in
        for _ in 0..<20 { group.addTask { _ = try await host.render("slow") } }
        for _ in 0..<5 { _ = try await host.render("quick") }
        for _ in 0..<20 { gate.signal() }
        try await group.waitForAll()
      }
    }
  }

  @Test func `what scripts log goes to the logger and nowhere else`() async throws {
    let lines = Mutex<[String]>([])
    let logger = Logger(label: "test") { _ in
      TallyLogHandler(
        label: "test",
        style: .text,
        level: .info,
        secrets: KnownSecrets(),
        write: { line in lines.withLock { $0.append(line) } }
      )
    }
    try await withHost(["a": "print('hello') return report.new { title = 'A' }"], logger: logger) {
      _ = try await $0.render("a")
    }
    #expect(lines.withLock { $0 }.joined().contains("hello"))
  }

  @Test func `an unknown source is told`() async throws {
    try await withHost([:]) { host in
      let error = await #expect(throws: TallystickError.self) { try await host.fetch(["a"]) }
      #expect(error?.code == .unknownName)
      #expect(error?.description == "no source is called \"a\"; there are none")
    }
  }

  @Test func `a source that fails is an outcome`() async throws {
    try await withTemporaryFolder { folder in
      var configuration = Configuration(folder: WorkingFolder(folder))
      let account = ProviderSource(
        name: "a",
        provider: "shoal",
        credentials: ["api_key": Secret("k")]
      )
      configuration.sources = [Configuration.Source(account)]
      let host = try Tallystick.Host(
        configuration,
        store: MemoryStore(),
        transport: Unreachable()
      )
      let outcomes = try await host.fetch(now: Self.now)
      #expect(outcomes.map(\.status) == [.failed])
    }
  }
}
