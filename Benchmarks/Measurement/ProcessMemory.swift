import Foundation

/// The memory of this process.
public enum ProcessMemory {
  /// The most that it had at once.
  public static func peakBytes() throws -> Int { try bytes("VmHWM:") }

  /// What it has now.
  public static func residentBytes() throws -> Int { try bytes("VmRSS:") }

  private static func bytes(_ field: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
    let kilobytes = line?.split(separator: " ").dropLast().last.flatMap { Int($0) }
    return (kilobytes ?? 0) * 1024
  }
}
