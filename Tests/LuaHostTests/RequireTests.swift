import Foundation
import LuaHost
import Testing

@Suite struct RequireTests {
  /// Runs a body with a folder of these files.
  private func withLibrary(
    _ files: [String: String],
    _ body: (LuaEnvironment) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
    try body(LuaEnvironment(libraryFolder: folder.path + "/lib", libraryName: "Scripts/lib"))
  }

  @Test func `a module is loaded once`() throws {
    try withLibrary([
      "lib/a.lua": "print('loading', ...) return { name = 'a' }",
      "lib/b/c.lua": "return require('a').name .. 'c'",
    ]) { environment in
      let state = try LuaState(environment: environment)
      var printed: [LuaString] = []
      state.onPrint = { printed.append($0) }
      let source = "return require('b.c'), require('a') == require('a')"
      let results = try state.run(Array(source.utf8), name: "test.lua")
      #expect(results.map(show) == [#""ac""#, "true"])
      #expect(printed == ["loading\ta"])
    }
  }

  @Test func `an error in a module names the module's line`() throws {
    try withLibrary(["lib/bad.lua": "local x = 1\nerror('no')"]) { environment in
      #expect(
        failure(of: "require 'bad'", environment: environment)?.description == """
          Scripts/lib/bad.lua:2: no
               2 | error('no')
          stack: Scripts/lib/bad.lua:2 in main chunk
                 test.lua:1 in main chunk
          """
      )
    }
  }

  @Test func `a syntax error in a module names the module's line`() throws {
    try withLibrary(["lib/bad.lua": "local x = 1\nlocal = 2"]) { environment in
      let error = failure(of: "require 'bad'", environment: environment)
      #expect(
        error?.description.hasPrefix("Scripts/lib/bad.lua:2: <name> expected near '='") == true
      )
    }
  }

  @Test func `a module that is missing is an error with a suggestion`() throws {
    try withLibrary(["lib/tables.lua": ""]) { environment in
      let error = failure(of: "require 'table'", environment: environment)
      #expect(
        error?.message
          == #"require: there is no module "table" (Scripts/lib/table.lua); did you mean "tables"?"#
      )
    }
  }

  @Test func `modules that require each other are an error`() throws {
    try withLibrary(["lib/a.lua": "require 'b'", "lib/b.lua": "require 'a'"]) { environment in
      let error = failure(of: "require 'a'", environment: environment)
      #expect(error?.message == #"require: module "a" requires itself"#)
      #expect(error?.place == LuaPlace(file: "Scripts/lib/b.lua", line: 1))
    }
  }

  @Test func `a module that is too large ends the script`() throws {
    try withLibrary(["lib/a.lua": String(repeating: "-", count: 1000)]) { environment in
      let error = failure(
        of: "pcall(require, 'a')",
        limits: LuaLimits(sourceBytes: 500),
        environment: environment
      )
      #expect(error?.code == .sourceSize)
      #expect(error?.place?.file == "Scripts/lib/a.lua")
    }
  }

  @Test(arguments: [
    "..secret", "../secret", "a/b", "/etc/passwd", "a..b", ".a", "a.", "", "a\\0b", "a\\n", "a b",
  ])
  func `names that lead elsewhere are refused`(name: String) throws {
    try withLibrary(["secret.lua": "return 1", "lib/a.lua": ""]) { environment in
      let error = failure(of: "return require(\"\(name)\")", environment: environment)
      #expect(
        error?.message
          == #"require: a module name is made of words joined by dots, such as "tables.wide""#
      )
    }
  }

  @Test func `symbolic links are not followed`() throws {
    try withLibrary(["secret.lua": "return 1", "lib/a.lua": ""]) { environment in
      let folder = try #require(environment.libraryFolder)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.lua",
        withDestinationPath: folder + "/../secret.lua"
      )
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/up",
        withDestinationPath: folder + "/.."
      )
      #expect(failure(of: "require 'link'", environment: environment) != nil)
      #expect(failure(of: "require 'up.secret'", environment: environment) != nil)
    }
  }

  @Test func `without a folder there is nothing to require`() {
    #expect(failure(of: "require 'a'")?.message == "require: there is no library folder here")
  }
}
