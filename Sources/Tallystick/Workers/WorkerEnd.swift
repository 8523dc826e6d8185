import Foundation
import LuaHost

/// How a worker process ended that gave no reply.
enum WorkerEnd: Hashable {
  /// It ran longer than its limits allow, and was killed.
  case overdue
  /// It had not ended when its caller's deadline came, and was killed.
  case late
  /// It wrote more than any report may have, and was killed.
  case tooLong
  /// It left with a status.
  case exited(Int32)
  /// A signal ended it.
  case signalled(Int32)
}

extension WorkerEnd {
  /// What the author of the script reads.
  ///
  /// - Parameters:
  ///   - script: The script's path as messages show it.
  ///   - limits: The limits that it ran under.
  ///   - messages: What the process wrote to standard error.
  /// - Returns: Why the script gave no report.
  func problem(of script: String, under limits: LuaLimits, _ messages: [UInt8]) -> ScriptProblem {
    ScriptProblem(
      description: "\(script): \(sentence(limits, Self.excerpt(of: messages)))",
      isUsage: false,
      isLate: isLate
    )
  }

  private var isLate: Bool {
    switch self {
    case .overdue, .late, .signalled(SIGXCPU), .signalled(SIGPROF): true
    case .tooLong, .exited, .signalled: false
    }
  }

  private func sentence(_ limits: LuaLimits, _ messages: String) -> String {
    let please = "this is a bug in tally or in Lua: please report it with the script"
    let details = messages.isEmpty ? "" : "\n\(messages)"
    // What Swift's runtime says where memory cannot be had.
    let hasNoMemory = messages.contains("failed to allocate")
    return switch self {
    case .overdue:
      ended("ran for too long", LimitText.duration(limits.wallTime))
    case .late:
      "the script did not end before its deadline, and was ended with its process"
    case .tooLong:
      ended("made too much output", LimitText.size(limits.output))
    case .signalled(SIGXCPU), .signalled(SIGPROF):
      ended("used up its CPU time", LimitText.duration(limits.cpuTime))
    case .exited where hasNoMemory, .signalled where hasNoMemory:
      ended("used up its memory", LimitText.size(limits.memory))
    case .exited(0):
      "the worker process ended without an answer; \(please)\(details)"
    case .exited(let status):
      "the worker process ended with status \(status); \(please)\(details)"
    case .signalled(SIGKILL):
      "the worker process was killed (signal 9, SIGKILL), perhaps because the machine is out of memory; "
        + "try again"
    case .signalled(let signal):
      "the worker process crashed (\(Self.name(of: signal))); \(please)\(details)"
    }
  }

  private func ended(_ reason: String, _ limit: String) -> String {
    "the script \(reason) (limit \(limit)) and had to be ended with its process"
  }

  private static func name(of signal: Int32) -> String {
    let names = [
      SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGHUP: "SIGHUP", SIGILL: "SIGILL",
      SIGINT: "SIGINT", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV", SIGTERM: "SIGTERM",
      SIGTRAP: "SIGTRAP",
    ]
    return "signal \(signal)" + (names[signal].map { ", \($0)" } ?? "")
  }

  /// The first lines of what the process wrote.
  private static func excerpt(of messages: [UInt8]) -> String {
    let text = String(decoding: messages.prefix(2048), as: UTF8.self)
    return text.split(separator: "\n").prefix(8).map { "  \($0)" }.joined(separator: "\n")
  }
}
