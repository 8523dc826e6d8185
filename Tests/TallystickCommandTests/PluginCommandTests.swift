import Foundation
import ProviderSimulator
import TestSupport
import Testing
import UsageModel

/// Platforms whose adapters are scripts, from the command line.
struct PluginCommandTests {
  @Test func `a new folder has the shipped platforms, and they pass their tests and the check`()
    async throws
  {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    let names = ["anthropic", "github", "openai", "openrouter"]
    for name in names {
      #expect(folder.has("Scripts/providers/\(name).lua"))
      let tests = try String(
        contentsOfFile: "\(Self.repository)/Scripts/providers/\(name)_test.lua",
        encoding: .utf8
      )
      try folder.write(tests, to: "Scripts/providers/\(name)_test.lua")
    }
    let test = try await TallyProcess.run(["test"], in: folder.path)
    #expect(test.status == 0, "\(test.messages)")
    #expect(test.output == "20 tests passed, 0 failed (4 files)\n")
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 0, "\(check.messages)")
  }

  private static let repository =
    "/"
    + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  @Test func `the platform of the guide passes its tests and the check`() async throws {
    let blocks = try Guide("docs/platforms/in-lua.md").texts("lua")
    try #require(blocks.count == 2)
    let folder = try TemporaryFolder()
    try folder.write(
      "sources:\n  - { provider: acme, api_key: { file: key } }\n",
      to: "tallystick.yaml"
    )
    try folder.write("secret", to: "key", mode: 0o600)
    try folder.write(blocks[0], to: "Scripts/providers/acme.lua")
    try folder.write(blocks[1], to: "Scripts/providers/acme_test.lua")
    let test = try await TallyProcess.run(["test"], in: folder.path)
    #expect(test.output == "2 tests passed, 0 failed (1 file)\n", "\(test.messages)")
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 0, "\(check.messages)")
  }

  @Test func `bad plug-ins are told by the check, with file and line`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("currency: USD\n", to: "tallystick.yaml")
    try folder.write(
      "local x = 1\nreturn { api = 1, base_url = x }\n",
      to: "Scripts/providers/acme.lua"
    )
    try folder.write("local x = 1\nretrun x\n", to: "Scripts/providers/broken.lua")
    try folder.write("return { api = 3 }\n", to: "Scripts/providers/newer.lua")
    try folder.write("return { api = 1 }\n", to: "Scripts/providers/puter.lua")
    try folder.write("return { api = 1 }\n", to: "Scripts/providers/Two Words.lua")
    try folder.write("while true do end\n", to: "Scripts/providers/stuck.lua")
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 4)
    #expect(
      check.messages == """
        Scripts/providers/Two Words.lua: a plug-in's file is named with small letters, digits, `-` and `_`, and starts with a letter
        Scripts/providers/acme.lua: requests: expected a function, got nothing
        Scripts/providers/broken.lua:2: syntax error near 'x'
             2 | retrun x
               |        ^
        Scripts/providers/newer.lua: the plug-in asks for version 3 of the plug-in interface, and this tally has version 1; update tally
        Scripts/providers/puter.lua: the platform puter is built in; give the file another name
        Scripts/providers/stuck.lua:1: the script used up its CPU time (limit 1 s)
             1 | while true do end

        """
    )
  }

  @Test func `fetching with a plug-in works from the command, and the store can be derived again`()
    async throws
  {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    let now = "2026-11-21T06:00:00Z"
    let simulator = ProviderSimulator(now: Timestamp(rfc3339: now) ?? Timestamp(seconds: 0))
    try await simulator.start()
    try folder.write(
      """
      sources:
        - provider: openai
          admin_key: { file: secrets/openai }
          base_url: \(await simulator.baseURL(for: "openai"))
          fetch: { tries: 1, connect: 120s, try: 120s, total: 300s }
      """,
      to: "tallystick.yaml"
    )
    let key = ProviderSimulator.pluginCredentials["openai"]?["admin_key"] ?? ""
    try folder.write(key, to: "secrets/openai", mode: 0o600)
    let fetch = try await TallyProcess.run(["fetch", "--now", now], in: folder.path)
    #expect(fetch.status == 0, "\(fetch.messages)")
    let usage = ["usage", "--json", "--by", "app", "--period", "2026-11", "--now", now]
    let before = try await TallyProcess.run(usage, in: folder.path)
    #expect(before.status == 0 && before.output.contains("proj_alpha"), "\(before.messages)")
    let rebuild = try await TallyProcess.run(["store", "rebuild", "--now", now], in: folder.path)
    #expect(rebuild.status == 0, "\(rebuild.messages)")
    #expect(rebuild.output.contains("nothing changed"), "\(rebuild.output)")
    let verify = try await TallyProcess.run(["store", "verify"], in: folder.path)
    #expect(verify.status == 0, "\(verify.messages)")
    #expect(try await TallyProcess.run(usage, in: folder.path).output == before.output)
    try await rebuildingWithAFailingPlugin(in: folder, usage, before.output)
    try await goingOnWithoutThePlugin(in: folder, usage, before.output)
    await simulator.stop()
  }

  /// A plug-in that fails on every reply loses nothing, and the status says so.
  private func rebuildingWithAFailingPlugin(
    in folder: TemporaryFolder,
    _ usage: [String],
    _ before: String
  ) async throws {
    let path = "Scripts/providers/openai.lua"
    let script = try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
    let broken = script.replacing(
      "local function normalise(reply)",
      with: "local function normalise(reply) error(\"no\")"
    )
    try #require(broken != script)
    try folder.write(broken, to: path)
    let rebuild = try await TallyProcess.run(["store", "rebuild"], in: folder.path)
    #expect(rebuild.status == 4)
    #expect(rebuild.messages.contains(": Scripts/providers/openai.lua:"), "\(rebuild.messages)")
    #expect(rebuild.messages.contains("; what was read of this reply before stays"))
    #expect(
      rebuild.messages.contains("nothing is lost: mend them, then run `tally store rebuild` again")
    )
    #expect(try await TallyProcess.run(usage, in: folder.path).output == before)
    try folder.write(script, to: path)
  }

  /// Where the file of a plug-in is gone, only its sources fail.
  private func goingOnWithoutThePlugin(
    in folder: TemporaryFolder,
    _ usage: [String],
    _ before: String
  ) async throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/Scripts/providers/openai.lua")
    let problem =
      "Scripts/providers/openai.lua: there is no such file, and no platform \"openai\" is built in; "
      + "put the file back, or take the sources with `provider: openai` out of tallystick.yaml"
    let fetch = try await TallyProcess.run(["fetch"], in: folder.path)
    #expect(fetch.status == 3)
    #expect(fetch.messages.contains(problem), "\(fetch.messages)")
    let told = try await TallyProcess.run(usage, in: folder.path)
    #expect(told.status == 0 && told.output == before, "\(told.messages)")
    let report = try await TallyProcess.run(["report", "spend-by-app"], in: folder.path)
    #expect(report.status == 0, "\(report.messages)")
    let check = try await TallyProcess.run(["check"], in: folder.path)
    #expect(check.status == 2)
    #expect(
      check.messages.contains("tallystick.yaml:2: source openai: \(problem)"),
      "\(check.messages)"
    )
  }
}
