public import Foundation

/// The time zone of the machine, which its cron works in.
public enum MachineZone {
  /// The zone that the machine is set to.
  ///
  /// A variable `TZ` of this process does not count: cron was started without it.
  public static var current: TimeZone { zone(root: "") }

  /// The zone of the machine whose files are below a folder.
  static func zone(root: String) -> TimeZone {
    if let target = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "\(root)/etc/localtime"
    ), let range = target.range(of: "zoneinfo/"),
      let zone = TimeZone(identifier: String(target[range.upperBound...]))
    {
      return zone
    }
    // Where the file is a copy, Debian has the name in a file of its own.
    if let text = try? String(contentsOfFile: "\(root)/etc/timezone", encoding: .utf8),
      let zone = TimeZone(identifier: text.trimmingCharacters(in: .whitespacesAndNewlines))
    {
      return zone
    }
    // The C library takes UTC where there is no file.
    return .gmt
  }
}
