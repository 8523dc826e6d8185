import Testing

/// `tally repl` on piped lines.
struct ReplTests {
  private func repl(_ lines: [String], in folder: TemporaryFolder, _ options: [String] = [])
    async throws -> TallyProcess
  {
    let input = lines.map { "\($0)\n" }.joined()
    return try await TalkingTally(["repl"] + options, in: folder.path, input: input).wait()
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("limits: { script_seconds: 1 }\n", to: "tallystick.yaml")
    try folder.write("return { twice = function(x) return 2 * x end }", to: "Scripts/lib/util.lua")
    return folder
  }

  @Test func `Lines are evaluated one after the other, without prompts`() async throws {
    let run = try await repl(
      [
        "x = 20", "for i = 1, 2 do", "  print(i)", "end", "x + 1, 'a'", "_ * 2",
        "require('util').twice(x)", "log.info 'noted'", "money('2 USD') * 3",
      ],
      in: try folder()
    )
    #expect(run.status == 0)
    #expect(run.messages == "")
    #expect(run.output == "1\n2\n21\n\"a\"\n42\n40\nnoted\n6 USD\n")
  }

  @Test func `An error ends nothing; a limit begins a fresh state and says so`() async throws {
    let run = try await repl(["x = 1", "nope()", "x", "while true do end", "x"], in: try folder())
    #expect(run.status == 0)
    #expect(run.output == "1\nnil\n")
    #expect(
      run.messages == """
        error: attempt to call a nil value (global 'nope')
        error: the script used up its CPU time (limit 1 s)
        A fresh state begins; globals of before are gone.

        """
    )
  }

  @Test func `exit ends it; what follows is not read`() async throws {
    let run = try await repl(["1", " exit ", "2"], in: try folder())
    #expect(run.status == 0)
    #expect(run.output == "1\n")
  }

  @Test func `The store is empty until something is fetched, and --sample makes usage up`()
    async throws
  {
    let folder = try folder()
    let line = "#usage.load {}"
    #expect(try await repl([line], in: folder).output == "0\n")
    let sample = try await repl([line, "usage.load {}:by('source')"], in: folder, ["--sample"])
    #expect(sample.output.hasPrefix("0\n") == false)
    #expect(sample.output.contains("\nsource  "))
    #expect(sample.output.contains("\nnotte "))
    #expect(folder.has("tallystick.sqlite") == false, "nothing is written")
  }

  @Test func `Input that ends in the middle of an entry is told`() async throws {
    let run = try await repl(["for i = 1, 2 do"], in: try folder())
    #expect(run.status == 0)
    #expect(run.messages == "error: the input ends in the middle of an entry: for i = 1, 2 do\n")
  }
}
