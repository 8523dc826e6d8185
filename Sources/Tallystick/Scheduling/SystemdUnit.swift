/// A unit of systemd: a service, or the timer that starts it.
public struct SystemdUnit: Hashable, Sendable {
  /// The name of the file.
  public let name: String
  /// What the file says.
  public let text: String

  /// A word of `ExecStart=`: in quotes, where `%` begins a specifier and `$` a variable.
  static func word(_ word: String) -> String {
    let doubled = word.replacing("%", with: "%%").replacing("$", with: "$$")
    guard doubled.contains(where: { " \t\"'\\;".contains($0) }) else { return doubled }
    let escaped = doubled.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// A path as the whole value of a setting.
  static func path(_ path: String) -> String { path.replacing("%", with: "%%") }

  /// A time of day as `OnCalendar=` has it.
  static func clock(_ minuteOfDay: Int) -> String {
    [minuteOfDay / 60, minuteOfDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":") + ":00"
  }
}
