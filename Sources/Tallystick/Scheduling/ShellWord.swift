/// Words of a command line as cron and a shell read them.
enum ShellWord {
  /// The word as the shell reads it: in quotes where it has anything but plain characters.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "_-+=:,./@".utf8.contains(byte)
        }
      }
    guard !isPlain else { return word }
    var quoted = "'"
    var previous: Character?
    for character in word {
      switch character {
      case "'": quoted += #"'\''"#
      // cron reads a backslash before these two otherwise than before all else, and not every cron alike.
      case "\\", "%": quoted += previous == "\\" ? "''\(character)" : String(character)
      default: quoted.append(character)
      }
      previous = character
    }
    return quoted + "'"
  }

  /// A line for the shell as a crontab has it: to cron, a bare `%` is the end of the command.
  static func inCrontab(_ line: String) -> String {
    line.replacing("%", with: #"\%"#)
  }
}
