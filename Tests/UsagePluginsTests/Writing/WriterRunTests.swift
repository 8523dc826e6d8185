import LuaHost
import ReportDocument
import Testing
import UsagePlugins

/// What writers may return, and what becomes of those that go too far.
struct WriterRunTests {
  @Test func `a writer returns bytes, bytes and a name, or a list of both`() async throws {
    let any = try await written(writer(doing: "return string.char(0, 255, 10, 128)"))
    #expect(any.files == [[WrittenFile(name: nil, bytes: [0, 255, 10, 128])]])
    #expect(any.fileExtension == "txt")
    let named = try await written(writer(doing: "return 'x', 'a b.txt'"))
    #expect(named.files == [[WrittenFile(name: "a b.txt", bytes: [120])]])
    let list = try await written(
      writer(doing: "return { { name = '1', bytes = 'x' }, { name = '2', bytes = '' } }")
    )
    #expect(
      list.files == [[WrittenFile(name: "1", bytes: [120]), WrittenFile(name: "2", bytes: [])]]
    )
    #expect(try await written(writer(doing: "return {}")).files == [[]])
  }

  @Test(arguments: [
    (
      "return",
      "write returned nothing; expected the bytes of a file, bytes and a file name, or a list of "
        + "{ name = \"…\", bytes = \"…\" }"
    ),
    (
      "return 3, 4",
      "write returned 3 and 4; expected the bytes of a file, bytes and a file name, or a list of "
        + "{ name = \"…\", bytes = \"…\" }"
    ),
    ("return { { name = '1' } }", "files[1].bytes: expected the bytes of the file, got nothing"),
    ("return { 'x' }", "files[1]: expected a table, got \"x\""),
    (
      "return { { name = 'a', bytes = '' }, { name = 'a', bytes = '' } }",
      "files[2].name: two files are called \"a\""
    ),
    (
      "return { { name = 'a', byte = '' } }",
      "files[1]: unknown field \"byte\"; did you mean `bytes`?"
    ),
  ])
  func `what is no file is told with its place`(body: String, message: String) async {
    #expect(await refusal(writer(doing: body)) == "Scripts/writers/x.lua: \(message)")
  }

  @Test(arguments: [
    "..", "../x", "/etc/passwd", ".hidden", "a/b", "a\\\\b", "a\\0b", "a\\nb", "", "x.tmp", "\\255",
  ])
  func `a name reaches nothing outside the report's folder`(name: String) async {
    let message = await refusal(writer(doing: "return 'x', '\(name)'"))
    #expect(
      message?.hasPrefix(
        "Scripts/writers/x.lua: file name: expected a file's name without a slash, that does not begin "
          + "with a dot, got "
      ) == true,
      "\(message ?? "accepted")"
    )
  }

  @Test(arguments: [
    (
      "return { api = 2, extension = 'x', write = print }",
      "the plug-in asks for version 2 of the plug-in interface, and this tally has version 1; update tally"
    ),
    (
      "return { api = 1, write = print }",
      "extension: expected what ends the files' names, such as \"csv\", got nothing"
    ),
    (
      "return { api = 1, extension = '../x', write = print }",
      "extension: expected small letters and digits, such as \"csv\", got \"../x\""
    ),
    (
      "return { api = 1, extension = 'html', write = print }",
      "extension: expected one that tally's own pages do not have, got \"html\""
    ),
    ("return { api = 1, extension = 'x' }", "write: expected a function, got nothing"),
    (
      "return { api = 1, extension = 'x', wrote = print }",
      "unknown field \"wrote\"; did you mean `write`?"
    ),
  ])
  func `a writer that is not whole is refused`(source: String, message: String) async {
    #expect(await refusal(writer(source)) == "Scripts/writers/x.lua: \(message)")
  }

  @Test func `a built-in format keeps its name`() async {
    #expect(
      await refusal(writer("", name: "html"))
        == "Scripts/writers/html.lua: the name \"html\" is taken by a built-in format; rename the file"
    )
  }

  @Test func `the limits of a report end a writer, and its bytes are output`() async {
    let limits = LuaLimits(cpuTime: .milliseconds(200), memory: 32 << 20, output: 1000)
    #expect(
      await refusal(writer(doing: "while true do end"), limits: limits)?
        .hasPrefix("Scripts/writers/x.lua:2: the script used up its CPU time (limit 0.2 s)")
        == true
    )
    #expect(
      await refusal(
        writer(doing: "pcall(function() while true do end end) return 'x'"),
        limits: limits
      )?.hasPrefix("Scripts/writers/x.lua:2: the script used up its CPU time (limit 0.2 s)")
        == true
    )
    #expect(
      await refusal(writer(doing: "return ('x'):rep(1001)"), limits: limits)?
        .hasPrefix("Scripts/writers/x.lua: the script made too much output (limit 1000") == true
    )
    #expect(
      await refusal(writer(doing: "return ('x'):rep(1 << 30)"), limits: limits)?
        .contains("memory") == true
    )
  }

  @Test func `a writer sees the report and nothing else of the host`() async throws {
    let body = """
      local names = {}
      for name in pairs(_G) do names[#names + 1] = name end
      return table.concat(names, " ")
      """
    let names = Set(try await text(doing: body).split(separator: " ").map(String.init))
    #expect(
      names.isDisjoint(with: ["usage", "budget", "period", "report", "metrics", "io", "load"])
    )
    #expect(names.isSuperset(of: ["json", "log", "string", "pairs"]))
  }

  @Test func `what a writer changes of a document changes no other format`() async throws {
    let document = ReportDocument.everyBlock
    let first = try await written(
      writer(doing: "document.title = 'x' document.blocks = {} return document.title"),
      document
    )
    #expect(first.files[0][0].bytes == Array("x".utf8))
    #expect(document == .everyBlock)
  }
}
