import Foundation
import ReportDocument
import ReportScripting
import Testing
import UsageModel

@Suite struct HeaderTests {
  @Test func `the header names the title and the kind of period`() async throws {
    let output = try await ScriptRunner.run(
      input("script { title = 'Week', api = 1, period = 'week' } return report.new()")
    )
    #expect(output.period == Period("2026-W47"))
    #expect(output.reports.first?.document.title == "Week")
    #expect(output.reports.first?.document.period == Period("2026-W47"))
  }

  @Test func `a period that was asked for stays`() async throws {
    var input = input("script { title = 'T', period = 'week' } return report.new()")
    input.isPeriodFixed = true
    #expect(try await ScriptRunner.run(input).period == Period("2026-11"))
  }

  @Test func `a script may make no report where it says so`() async throws {
    let output = try await ScriptRunner.run(input("script { report = false } log.info('done')"))
    #expect(output.reports.isEmpty)
    #expect(output.log == ["done"])
  }

  @Test(arguments: [
    (
      "script { api = 2 }",
      "script: option \"api\": this version of tally has api 1, the script asks for 2"
    ),
    ("script {}", nil),
    ("script()", "script: argument 1 (header): expected a table, got nothing"),
    ("script { titel = 'x' }", "script: unknown option \"titel\"; did you mean \"title\"?"),
    ("script { 'x' }", "script: every option needs its name, such as { title = … }"),
    (
      "script { period = 'decade' }",
      "script: option \"period\": expected \"day\", \"week\", \"month\", \"quarter\" or \"year\", got \"decade\""
    ),
    ("script { report = 'no' }", "script: option \"report\": expected true or false, got \"no\""),
  ])
  func `a wrong header says what is wrong`(header: String, expected: String?) async {
    #expect(await reason("\(header) return report.new { title = 'T' }") == expected)
  }
}

@Suite struct ParameterTests {
  private func values(_ parameters: [String: String]) async throws -> [String] {
    let source = """
      local p = params { top = 10, rate = 0.5, team = "web", all = false }
      print(p.top, p.rate, p.team, p.all)
      """
    return try await printed(input(source, parameters: parameters))
  }

  @Test func `defaults hold until a value is given, which takes their type`() async throws {
    #expect(try await values([:]) == ["10\t0.5\tweb\tfalse"])
    #expect(
      try await values(["top": "5", "rate": "1", "team": "7", "all": "true"]) == ["5\t1\t7\ttrue"]
    )
    #expect(try await values(["top": "2.5"]) == ["2.5\t0.5\tweb\tfalse"])
  }

  @Test(arguments: [
    (["top": "many"], "params: parameter \"top\": expected a number, got \"many\""),
    (["top": "nan"], "params: parameter \"top\": expected a number, got \"nan\""),
    (["all": "1"], "params: parameter \"all\": expected true or false, got \"1\""),
    (
      ["all": "1", "rate": "x", "top": "y"],
      "params: parameter \"all\": expected true or false, got \"1\""
    ),
  ])
  func `a value of another type is refused`(parameters: [String: String], expected: String) async {
    let source = "params { top = 10, rate = 0.5, all = false } return report.new { title = 'T' }"
    let input = input(source, parameters: parameters)
    let error = await #expect(throws: ScriptFailure.self) { _ = try await ScriptRunner.run(input) }
    #expect(error?.description.hasPrefix("test.lua:1: \(expected)\n") == true)
    #expect(error?.isUsage == true)
  }

  @Test func `a mistake of the script stays one, whatever the parameters are`() async {
    let source = "pcall(params, { top = 10 }) error('no')"
    let input = input(source, parameters: ["top": "many"])
    let error = await #expect(throws: ScriptFailure.self) { _ = try await ScriptRunner.run(input) }
    #expect(error?.isUsage == false)
  }

  @Test(arguments: [
    (
      "params { top = 10, team = 'x' }", "tpo",
      "the script has no parameter \"tpo\"; did you mean \"top\"?; it declares team, top"
    ),
    ("", "top", "the script has no parameter \"top\"; it declares none"),
  ])
  func `a parameter that the script does not declare is the caller's mistake`(
    declaration: String,
    name: String,
    expected: String
  ) async throws {
    let input = input(
      "\(declaration) return report.new { title = 'T' }",
      parameters: [name: "5"]
    )
    let error = await #expect(throws: ScriptFailure.self) { _ = try await ScriptRunner.run(input) }
    #expect(error?.description == "test.lua: \(expected)")
    #expect(error?.isUsage == true)
  }

  @Test(arguments: [
    ("params { 10 }", "params: every parameter needs its name, such as { top = 10 }"),
    (
      "params { top = {} }",
      "params: parameter \"top\": expected a text, number or boolean, got a table"
    ),
    (
      "params { top = money('1 USD') }",
      "params: parameter \"top\": expected a text, number or boolean, got an amount of money"
    ),
    ("params()", "params: argument 1 (defaults): expected a table, got nothing"),
  ])
  func `a wrong declaration says what is wrong`(call: String, expected: String) async {
    #expect(await reason(call) == expected)
  }
}

@Suite struct LogTests {
  @Test func `print and log go to one log, in order`() async throws {
    #expect(
      try await printed("print('a', 1) log.info('b') log.warn('c') print('d')")
        == ["a\t1", "b", "warning: c", "d"]
    )
    #expect(await reason("log.info(5)") == "log.info: argument 1 (text): expected a text, got 5")
  }

  @Test func `64 KiB of it are shown`() async throws {
    let lines = try await printed(
      "for i = 1, 3000 do print(('x'):rep(99)) log.info(('y'):rep(99)) end log.warn('last')"
    )
    let bytes = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    #expect((60_000...66_000).contains(bytes))
    #expect(lines.last == "(the log is longer; its first 64 KiB are shown)")
  }

  @Test func `what a script said before it failed is kept`() async throws {
    let error = await #expect(throws: ScriptFailure.self) {
      _ = try await ScriptRunner.run(input("print('here') log.warn('there') error('no')"))
    }
    #expect(error?.log == ["here", "warning: there"])
  }
}

@Suite struct EachTests {
  @Test func `several reports come from one script, each with its file`() async throws {
    let source = """
      return report.each(usage.apps(), function(app)
        if app == "Nobody" then return nil end
        return report.new { title = app, file = app:lower() }:text("about " .. app)
      end)
      """
    let output = try await ScriptRunner.run(input(source))
    #expect(output.reports.map(\.file) == ["shop", "wallet"])
    #expect(output.reports.map(\.document.title) == ["Shop", "Wallet"])
    #expect(try await value("#report.each({ 1, 2 }, function() end)") == "0")
    let many = "local l = {} for i = 1, 1001 do l[i] = i end "
    #expect(
      await reason(
        many
          + "return report.each(l, function(i) return report.new { title = 'x', file = 'f' .. i } end)"
      )
        == "report.each: more than 1,000 reports of one script"
    )
  }

  @Test(arguments: [
    (
      "{ 1 }, function() return report.new { title = 'T' } end",
      "each report needs a file of its own: report.new { file = … }"
    ),
    (
      "{ 1, 2 }, function() return report.new { title = 'T', file = 'a' } end",
      "two reports have the file \"a\""
    ),
    (
      "{ 1 }, function() return 5 end",
      "argument 2 (make): expected to return a report or nil, got 5"
    ),
    (
      "{ 1 }, function() return part end",
      "argument 2 (make): expected to return a report or nil, got a part of a report"
    ),
    ("{ 1, nil, 3 }, function() end", "argument 1 (items): the list has a gap: its entry 2 is nil"),
    ("5, function() end", "argument 1 (items): expected a table, got 5"),
    ("{ 1 }", "argument 2 (make): expected a function, got nothing"),
  ])
  func `a wrong use says what is wrong`(arguments: String, expected: String) async {
    let head = "local part report.new({ title = 'T' }):section('S', function(s) part = s end) "
    #expect(
      await reason("\(head)return report.each(\(arguments))") == "report.each: \(expected)"
    )
  }
}

@Suite struct ReturnTests {
  @Test(arguments: [
    ("", "nothing"), ("return 5", "5"), ("return {}", "a table"), ("return 'done'", "\"done\""),
    ("return function() end", "a function"), ("return usage.load()", "a frame"),
    ("return false", "false"),
  ])
  func `a script has to return its report`(source: String, what: String) async {
    #expect(
      await failure(source)
        == "test.lua: the script ended without returning a report (it returned \(what)); end it "
        + "with `return r`, or say `script { report = false }`"
    )
  }

  @Test func `a part of a report is not the report`() async {
    let source = """
      local part
      report.new({ title = "T" }):section("S", function(s) part = s end)
      return part
      """
    #expect(
      await failure(source)
        == "test.lua: the script returned a part of a report; return the report itself"
    )
  }

  @Test func `an error that the script raises has its place`() async {
    #expect(
      await failure("local x = 1\nerror('no data')") == """
        test.lua:2: no data
             2 | error('no data')
        stack: test.lua:2 in main chunk
        """
    )
  }

  @Test func `an undefined name of the interface suggests one`() async {
    #expect(
      await reason("return usge.load()")
        == "attempt to index a nil value (global 'usge'); did you mean \"usage\"?"
    )
  }

  @Test func `a syntax error has its place`() async {
    #expect(
      await failure("local r = \nreturn r r") == """
        test.lua:2: unexpected symbol near 'return'
             2 | return r r
               | ^
        """
    )
  }
}

@Suite struct RequireTests {
  private func inFolder(
    _ library: [String: String],
    _ body: (String) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "tally-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in library {
      let path = "\(folder)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent,
        withIntermediateDirectories: true
      )
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    try await body(folder)
  }

  @Test func `require finds modules beside the script, which see the interface`() async throws {
    let library = [
      "shares.lua": "return { of = function(f) return f.cost end }",
      "a/b.lua": "return money('1 USD')",
    ]
    try await inFolder(library) { folder in
      var input = input("print(require('shares').of(usage.load()), require('a.b').text)")
      input.libraryFolder = folder
      let lines = try await printed(input)
      #expect(lines == ["$57.00\t1 USD"])
    }
  }

  @Test func `messages name the library folder as the script is named`() async throws {
    try await inFolder(["bad.lua": "local x =\nreturn nope.x"]) { folder in
      var input = input("require('missing')")
      input.name = "Scripts/test.lua"
      input.libraryFolder = folder
      let missing = try #require(await failure(input))
      #expect(missing.contains("Scripts/lib"))
      #expect(!missing.contains(folder))
      input.source = Array("require('bad')".utf8)
      let bad = try #require(await failure(input))
      #expect(bad.hasPrefix("Scripts/lib/bad.lua:2: "))
      #expect(!bad.contains(folder))
    }
  }
}
