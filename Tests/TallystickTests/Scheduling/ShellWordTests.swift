import Foundation
import Testing

@testable import Tallystick

struct ShellWordTests {
  @Test(arguments: [
    ("/usr/bin/tally", "/usr/bin/tally"), ("/my folder/x", "'/my folder/x'"), ("", "''"),
    ("it's", #"'it'\''s'"#), ("$HOME`x`\"", "'$HOME`x`\"'"),
  ])
  func `a word is quoted only where it has to be`(word: String, quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }

  @Test(arguments: [
    "/plain", "/a b", "/it's", "/100%", #"/a\%b"#, #"/a\\%%\'"x$(y)`z`"#, #"/\"#, "/ä é",
    "/-n*?[!]",
  ])
  func `a word that went through cron and a shell is the same word`(word: String) throws {
    let line = ShellWord.inCrontab("printf %s \(ShellWord.quoted(word))")
    // Crons undo a backslash before a percent sign; some of them also one before a backslash.
    for undoesBoth in [false, true] {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", try Self.command(of: line, undoesBoth)]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(String(decoding: data, as: UTF8.self) == word)
    }
  }

  /// What cron hands to the shell of a line: all up to the first bare percent sign.
  private static func command(of line: String, _ undoesBoth: Bool) throws -> String {
    var command = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        if character == "%" || (undoesBoth && character == "\\") { command.removeLast() }
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        try #require(character != "%")
      }
      command.append(character)
    }
    return command
  }
}
