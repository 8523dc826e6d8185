import Foundation
import LuaHost
import Tallystick
import Testing
import UsageModel
import UsageProviders
import UsageStore

/// Workers are real processes of the command `tally`, which is built beside the tests.
@Suite struct ReportWorkersTests {
  private static let now = Simulation.now

  private static let script = """
    local p = params { title = "Spend" }
    local r = report.new { title = p.title }
    r:figures { { "Cost", usage.load().cost } }
    log.warn("soon")
    return r:text("The end.")
    """

  /// One instruction that takes minutes: its keys all fall on one place of the table, which grows anyway.
  private static let endless = "local t, k = {}, (1 << 20) - 1\nfor i = 1, 1e6 do t[i * k] = i end"

  /// A working folder with scripts and a configuration of Puter.
  private func configuration(
    _ scripts: [String: String],
    in folder: String,
    adding text: String = ""
  ) throws -> Configuration {
    for (name, script) in scripts { try write(script, to: "\(folder)/\(name)") }
    return try Configuration.read(
      "sources:\n  - provider: puter\n    token: { env: T }\n\(text)",
      file: "\(folder)/tallystick.yaml"
    )
  }

  private func request(_ scripts: String...) -> ReportRequest {
    ReportRequest(reports: scripts.map(Configuration.Report.init(script:)), now: Self.now)
  }

  private func problem(_ outcome: ReportOutcome) -> String? {
    if case .failure(let problem) = outcome.result { problem.description } else { nil }
  }

  /// A reply with the counters of two days.
  private func reply(_ cost: Int, at moment: Timestamp) throws -> FetchedReply {
    let reading = Reading(
      key: Reading.Key(facet: .total, measure: .cost, unit: "USD"),
      value: FixedDecimal(cost),
      window: BillingWindow(month: moment.utcDay.month, basis: .calendarMonth),
      observedAt: moment
    )
    let reply = ProviderReply(
      request: "usage",
      body: Array("\(cost)".utf8),
      observedAt: moment,
      learntAt: moment
    )
    return FetchedReply(reply: reply, normalised: NormalisedReply(readings: [reading]))
  }

  @Test func `a worker makes the same bytes as this process, from samples and from the store`()
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(
        ["a.lua": Self.script, "b.lua": "error('no data')", "lib/x.lua": "return 1"],
        in: folder
      )
      let store = try configuration.openStore(at: Self.now)
      for day in 1...3 {
        let moment = Self.now.advanced(bySeconds: Int64(day - 4) * 86_400)
        try store.add(
          [try reply(day * 5, at: moment)],
          of: SourceIdentity(name: "puter", provider: "puter")
        )
      }
      let sample = MemoryStore(sampleOf: configuration, at: Self.now)
      let stores: [(ReportedUsage, any UsageStore)] = [(.kept, store), (.sample, sample)]
      for (usage, store) in stores {
        var request = request("a.lua", "b.lua", "c.lua")
        request.parameters = ["title": "Über „uns“"]
        let here = try await ReportRun(configuration: configuration, store: store).render(request)
        let there = try await ReportWorkers(
          configuration: configuration,
          usage: usage,
          executable: Self.tally
        ).render(request)
        #expect(there.map(\.report) == ["a", "b", "c"])
        #expect(there.map(\.report) == here.map(\.report))
        #expect(there.map(\.log) == here.map(\.log))
        #expect(there.map(\.result) == here.map(\.result))
        #expect(try there[0].result.get().count == 2)
      }
    }
  }

  @Test(arguments: [1, 2, 7])
  func `outcomes have the order of the request, however many run at once`(atOnce: Int)
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      let names = (0..<9).map { "s\($0).lua" }
      // The first ones take longest.
      let scripts = names.enumerated().map { index, name in
        (
          name,
          "for i = 1, \((8 - index) * 100_000) do end\nreturn report.new { title = '\(name)' }"
        )
      }
      let configuration = try configuration(
        Dictionary(uniqueKeysWithValues: scripts),
        in: folder
      )
      let outcomes = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: Self.tally,
        atOnce: atOnce
      ).render(
        ReportRequest(reports: names.map(Configuration.Report.init(script:)), now: Self.now)
      )
      #expect(outcomes.map(\.report) == names.map { String($0.dropLast(4)) })
      #expect(outcomes.allSatisfy { problem($0) == nil })
    }
  }

  @Test func `what never looks at a clock is killed at the end of its time; the others are made`()
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      var configuration = try configuration(
        ["a.lua": Self.endless, "b.lua": Self.script],
        in: folder
      )
      configuration.limits.cpuTime = .seconds(600)
      configuration.limits.wallTime = .seconds(20)
      let outcomes = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: Self.tally
      ).render(request("a.lua", "b.lua"))
      #expect(
        problem(outcomes[0])
          == "a.lua: the script ran for too long (limit 20 s) and had to be ended with its process"
      )
      #expect(try outcomes[1].result.get().count == 2)
    }
  }

  @Test func `no worker outlives its caller's deadline, also one that had not begun by then`()
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      var configuration = try configuration(
        ["a.lua": Self.endless, "b.lua": Self.script],
        in: folder
      )
      configuration.limits.cpuTime = .seconds(600)
      configuration.limits.wallTime = .seconds(600)
      let outcomes = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: Self.tally,
        atOnce: 1
      ).render(request("a.lua", "b.lua"), deadline: .now + .milliseconds(200))
      for (outcome, script) in zip(outcomes, ["a.lua", "b.lua"]) {
        #expect(throws: ScriptProblem.self) { try outcome.result.get() }
        guard case .failure(let problem) = outcome.result else { continue }
        #expect(problem.isLate)
        #expect(
          problem.description
            == "\(script): the script did not end before its deadline, and was ended with its process"
        )
      }
    }
  }

  @Test(arguments: [
    (
      SIGKILL,
      "the worker process was killed (signal 9, SIGKILL), perhaps because the machine is out of memory; try again"
    ),
    (
      SIGSEGV,
      "the worker process crashed (signal 11, SIGSEGV); "
        + "this is a bug in tally or in Lua: please report it with the script"
    ),
  ])
  func `a worker that dies fails its report alone`(signal: Int32, message: String) async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(
        ["a.lua": Self.endless, "b.lua": Self.script],
        in: folder,
        adding: "limits: { script_seconds: 600 }"
      )
      let worker = try Worker("exec \(Self.tally) worker", in: folder)
      let run = Task {
        try await ReportWorkers(
          configuration: configuration,
          usage: .sample,
          executable: worker.path,
          atOnce: 1
        ).render(request("a.lua", "b.lua"))
      }
      kill(try await worker.process(), signal)
      let outcomes = try await run.value
      #expect(problem(outcomes[0]) == "a.lua: \(message)")
      #expect(try outcomes[1].result.get().count == 2)
    }
  }

  @Test func `cancelling ends the workers`() async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(
        ["a.lua": Self.endless],
        in: folder,
        adding: "limits: { script_seconds: 600 }"
      )
      let worker = try Worker("exec \(Self.tally) worker", in: folder)
      let run = Task {
        try await ReportWorkers(
          configuration: configuration,
          usage: .sample,
          executable: worker.path
        ).render(request("a.lua"))
      }
      let process = try await worker.process()
      run.cancel()
      await #expect(throws: (any Error).self) { try await run.value }
      #expect(kill(process, 0) == -1, "it is gone, and waited for")
    }
  }

  @Test func `a worker ends when nobody can read its reply any more`() async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(
        ["a.lua": Self.endless],
        in: folder,
        adding: "limits: { script_seconds: 600 }"
      )
      // The reader takes the place of a program that is killed.
      let worker = try Worker(
        "(\(Self.tally) worker; echo $? > \(folder)/status) | (sleep 1)",
        in: folder
      )
      _ = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: worker.path
      ).render(request("a.lua"))
      try await eventually { text(of: "\(folder)/status") == "1\n" }
    }
  }

  @Test func `the environment of a worker has nothing of this process but where things are`()
    async throws
  {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(["a.lua": Self.script], in: folder)
      setenv("TALLYSTICK_TEST_TOKEN", "secret-4711", 1)
      let worker = try Worker("cat /proc/$$/environ > \(folder)/environment", in: folder)
      _ = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: worker.path
      ).render(request("a.lua"))
      let variables = try #require(text(of: "\(folder)/environment")).split(separator: "\0")
      let passedOn = ["LD_LIBRARY_PATH", "TZDIR"]
      let own = variables.filter { variable in
        !passedOn.contains { variable.hasPrefix("\($0)=") } && !variable.contains("SAN_OPTIONS=")
      }
      #expect(own.sorted() == ["LC_ALL=C", "MALLOC_ARENA_MAX=1", "SWIFT_BACKTRACE=enable=no"])
    }
  }

  @Test func `an error of the store in a worker ends the whole run`() async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(["a.lua": Self.script], in: folder)
      _ = try configuration.openStore(at: Self.now)
      // The store is damaged after this process has opened it.
      let store = "\(folder)/tallystick.sqlite"
      let worker = try Worker(
        "rm -f \(store)-wal \(store)-shm; echo damage > \(store); exec \(Self.tally) worker",
        in: folder
      )
      let error = await #expect(throws: StoreError.self) {
        try await ReportWorkers(configuration: configuration, executable: worker.path)
          .render(request("a.lua"))
      }
      #expect(error?.code == .unusable)
      #expect(error?.description.hasPrefix("\(store): the file is damaged or not a store") == true)
    }
  }

  @Test func `a program that is no tally of this version is named`() async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(["a.lua": Self.script], in: folder)
      func error(_ executable: String) async -> String? {
        await #expect(throws: WorkerError.self) {
          try await ReportWorkers(
            configuration: configuration,
            usage: .sample,
            executable: executable
          ).render(request("a.lua"))
        }?.description
      }
      let other = try Worker("echo tally 9.9.9", in: folder)
      #expect(
        await error(other.path)
          == "\(other.path) is tally 9.9.9, and this program 0.1.0; name the same version"
      )
      #expect(
        await error("\(folder)/nothing") == """
          \(folder)/nothing: the worker cannot be run: Executable "\(folder)/nothing" is not found or \
          cannot be executed.
          """
      )
    }
  }

  @Test(arguments: [
    ("echo Hello", "the worker process ended without an answer"),
    ("exit 0", "the worker process ended without an answer"),
    ("echo one >&2; echo two >&2; exit 3", "the worker process ended with status 3"),
  ])
  func `a program that does something else fails the report`(
    program: String,
    message: String
  ) async throws {
    try await withTemporaryFolder { folder async throws in
      let configuration = try configuration(["a.lua": Self.script], in: folder)
      let outcomes = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: try Worker(program, in: folder).path
      ).render(request("a.lua"))
      let details = program.contains("one") ? "\n  one\n  two" : ""
      #expect(
        problem(outcomes[0])
          == "a.lua: \(message); this is a bug in tally or in Lua: please report it with the script\(details)"
      )
    }
  }

  @Test func `a reply without end is cut off`() async throws {
    try await withTemporaryFolder { folder async throws in
      var configuration = try configuration(["a.lua": Self.script], in: folder)
      configuration.limits.output = 1 << 10
      configuration.limits.wallTime = .seconds(600)
      let outcomes = try await ReportWorkers(
        configuration: configuration,
        usage: .sample,
        executable: "/usr/bin/yes"
      ).render(request("a.lua"))
      #expect(
        problem(outcomes[0])
          == "a.lua: the script made too much output (limit 1 KiB) and had to be ended with its process"
      )
    }
  }
}

@Suite struct ReadingStoreTests {
  @Test func `a store opened for reading sees what others write, and writes nothing`() async throws
  {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/tallystick.sqlite"
      let writer = try SQLiteStore(path: path)
      let reader = try SQLiteStore(reading: path)
      #expect(try reader.sources(asOf: Simulation.now).isEmpty)
      let reply = ProviderReply(
        request: "usage",
        body: [1],
        observedAt: Simulation.now,
        learntAt: Simulation.now
      )
      let fetched = FetchedReply(reply: reply, normalised: NormalisedReply(readings: []))
      let source = SourceIdentity(name: "puter", provider: "puter")
      try writer.add([fetched], of: source)
      #expect(try reader.sources(asOf: Simulation.now).map(\.identity) == [source])
      #expect(throws: StoreError.self) { try reader.add([fetched], of: source) }
    }
  }

  @Test func `a store opened for reading is not made`() async throws {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/tallystick.sqlite"
      #expect(throws: StoreError.self) { try SQLiteStore(reading: path) }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
