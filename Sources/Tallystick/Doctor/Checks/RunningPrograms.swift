import Foundation

/// The programs that run on the machine.
enum RunningPrograms {
  /// Whether one of some names runs, as far as this user can see.
  static func has(_ names: Set<String>) -> Bool {
    let folder = "/proc"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    // Where only one's own processes are shown, nothing can be told.
    guard name(of: "1") != nil else { return true }
    return numbers.contains { $0.allSatisfy(\.isNumber) && names.contains(name(of: $0) ?? "") }
  }

  private static func name(of process: String) -> String? {
    FileManager.default.contents(atPath: "/proc/\(process)/comm").map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }
}
