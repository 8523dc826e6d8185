import Foundation
import Testing

/// A small disk in memory that only its own processes see, and that goes with it.
///
/// A process holds a mount namespace in which the disk is mounted on a folder; what runs in that namespace finds it
/// there. Nothing of the machine's own mounts changes.
final class SmallDisk {
  /// Whether this machine lets its user mount a disk of their own.
  static let isAllowed: Bool = {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/nsenter") else { return false }
    let probe = Process()
    probe.executableURL = URL(filePath: "/usr/bin/unshare")
    probe.arguments = own + ["mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    for stream in [\Process.standardInput, \.standardOutput, \.standardError] {
      probe[keyPath: stream] = FileHandle.nullDevice
    }
    do { try probe.run() } catch { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }()

  // Who is not root becomes it in a user namespace.
  private static let own = getuid() == 0 ? ["-m"] : ["-Urm"]

  private let folder: String
  private let holder: Process
  private let input: Pipe

  /// Mounts a disk on the folder `disk` of a working folder.
  init(in folder: String, kilobytes: Int) throws {
    self.folder = folder
    try FileManager.default.createDirectory(
      atPath: "\(folder)/disk",
      withIntermediateDirectories: false
    )
    let holder = Process()
    let (input, output) = (Pipe(), Pipe())
    holder.executableURL = URL(filePath: "/usr/bin/unshare")
    // It ends when nobody can write to it any more, also when the tests are killed.
    let shell = "mount -t tmpfs -o size=\(kilobytes)k tmpfs disk && echo mounted && exec cat"
    holder.arguments = Self.own + ["sh", "-c", shell]
    holder.currentDirectoryURL = URL(filePath: folder)
    holder.standardInput = input
    holder.standardOutput = output
    try holder.run()
    self.holder = holder
    self.input = input
    let line = output.fileHandleForReading.availableData
    try #require(String(decoding: line, as: UTF8.self) == "mounted\n")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    holder.waitUntilExit()
  }

  /// The words before a command line that runs in the working folder, where the disk is mounted.
  private func launcher(_ shell: String) -> [String] {
    let options = getuid() == 0 ? ["-m"] : ["-m", "-U", "--preserve-credentials"]
    let inside = "cd '\(folder)' && \(shell)"
    return ["/usr/bin/nsenter", "-t", "\(holder.processIdentifier)"] + options
      + ["/bin/sh", "-c", inside, "sh"]
  }

  /// Runs the command `tally` in the working folder.
  func tally(_ arguments: [String]) async throws -> TallyProcess {
    try await StartedTally(arguments, in: folder, by: launcher("exec \"$@\"")).wait()
  }

  /// Runs a line of shell in the working folder, and returns what it prints.
  @discardableResult
  func shell(_ line: String) async throws -> String {
    // The name of the command, which the launcher is followed by, is not used.
    let run = try await StartedTally([], in: folder, by: launcher(line)).wait()
    try #require(run.status == 0, "\(line): \(run.messages)")
    return run.output
  }

  /// Fills the disk but for so many kilobytes.
  func fill(leaving kilobytes: Int) async throws {
    try await empty()
    let free = try await shell("df --output=avail -k disk | tail -1")
    let count = try #require(Int(free.filter { $0.isNumber })) - kilobytes
    try await shell("head -c $((\(count) * 1024)) /dev/zero > disk/ballast")
  }

  /// Gives back what ``fill(leaving:)`` took.
  func empty() async throws {
    try await shell("rm -f disk/ballast")
  }

  /// The names of the files of the disk without the ballast.
  func files() async throws -> [String] {
    try await shell("ls disk").split(separator: "\n").map(String.init).filter { $0 != "ballast" }
  }
}
