import LuaHost
import ReportScripting
import Testing

/// What happens to a file with tests as a whole.
struct TestFileTests {
  @Test func `Tests run in their order after the file, and one that fails stops no other`()
    async throws
  {
    let result = try await runTests(
      """
      test("first", function() print "first" expect(1):equals(2) end)
      test("second", function() print "second" end)
      test("third", function()
        print "third"
        error("no luck")
      end)
      print "file"
      """
    )
    #expect(result.error == nil)
    #expect(result.log == ["file", "first", "second", "third"])
    #expect(result.tests.map(\.name) == ["first", "second", "third"])
    #expect(result.tests.map(\.place) == [1, 2, 3].map { "Scripts/x_test.lua:\($0)" })
    #expect(result.tests[0].failure?.expected == "2")
    #expect(result.tests[0].failure?.got == "1")
    #expect(result.tests[1].failure == nil)
    #expect(result.tests[2].failure?.place == "Scripts/x_test.lua:5")
    #expect(result.tests[2].failure?.message == "no luck")
    #expect(result.tests[2].failure?.expected == nil)
    #expect(result.tests[2].failure?.details.contains("5 |   error(\"no luck\")") == true)
  }

  @Test func `A filter leaves out the others`() async throws {
    let source = "test('one', function() end) test('two', function() error() end)"
    let result = try await runTests(source, filter: "on")
    #expect(result.tests.map(\.name) == ["one"])
    #expect(result.tests.first?.failure == nil)
  }

  @Test func `A failure that the test caught is none; the next error is told as itself`()
    async throws
  {
    let message = try await failure(
      ofTest: "pcall(function() expect(1):equals(2) end) error('later')"
    )
    #expect(message == "Scripts/x_test.lua:1: later")
    #expect(try await failure(ofTest: "pcall(function() expect(1):equals(2) end)") == nil)
  }

  @Test(arguments: [
    (
      "local x = 1",
      "Scripts/x_test.lua: the file has no test; write `test(\"name\", function() … end)`"
    ),
    (
      "test('a', function() end)\\ntest('a', function() end)",
      "Scripts/x_test.lua:2: test: there are two tests \"a\"; give each a name of its own"
    ),
    (
      "test('a', 1)",
      "Scripts/x_test.lua:1: test: argument 2 (body): expected a function, got 1"
    ),
  ])
  func `A file that is no file with tests is an error`(source: String, message: String) async throws
  {
    let result = try await runTests(source.replacing("\\n", with: "\n"))
    #expect(result.tests.isEmpty)
    #expect(result.error?.hasPrefix(message) == true, "\(result.error ?? "none")")
  }

  @Test func `A test cannot add another one`() async throws {
    let message = try await failure(ofTest: "test('inner', function() end)")
    #expect(
      message
        == "Scripts/x_test.lua:1: test: a test cannot be added by another one; write them one after the other"
    )
  }

  @Test func `A limit ends the file, keeps what came before, and names the test`() async throws {
    let result = try await runTests(
      """
      test("good", function() end)
      test("endless", function() pcall(function() while true do end end) end)
      test("never", function() end)
      """,
      limits: LuaLimits(cpuTime: .milliseconds(100))
    )
    #expect(result.tests.map(\.name) == ["good"])
    #expect(
      result.error?.hasPrefix("Scripts/x_test.lua:2: the script used up its CPU time") == true
    )
    #expect(result.error?.hasSuffix("in test \"endless\"") == true)
  }
}
