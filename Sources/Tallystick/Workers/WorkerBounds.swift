import CProcess
import Foundation
import LuaHost

/// What the kernel holds a worker to, should a script get past the limits of Lua's host.
struct WorkerBounds: Hashable {
  /// Processor time in whole seconds, counted from the start of the process.
  let cpuSeconds: UInt64
  /// Processor time in milliseconds, counted from now.
  let cpuMilliseconds: UInt64
  /// Bytes of address space; nil for no bound.
  let addressSpace: UInt64?

  /// The bounds for a script, in a process that is what it is.
  ///
  /// - Parameters:
  ///   - limits: The script's own limits, which are to be reached first.
  ///   - cpuUsed: Processor time that the process has used already.
  ///   - size: Its address space now, in bytes.
  init(of limits: LuaLimits, cpuUsed: Duration, size: Int) {
    let most = min(limits.cpuTime, .seconds(1 << 40)) + cpuUsed + .seconds(1)
    // Rounded down, this is more than the script may use, by at most a second.
    cpuSeconds = UInt64(most.components.seconds)
    let script = min(limits.cpuTime, .seconds(1 << 30)).components
    cpuMilliseconds =
      UInt64(script.seconds) * 1000 + UInt64(script.attoseconds / 1_000_000_000_000_000) + 500
    // A sanitizer maps its shadow of all memory at the start, and takes more as it goes.
    guard size < 1 << 40 else {
      addressSpace = nil
      return
    }
    // What the host reads for a script is there twice while it is put into columns. Below 512 MiB the
    // threads of Swift's runtime hang instead of failing.
    addressSpace = UInt64(size + 2 * min(limits.memory, 1 << 50) + 512 << 20)
  }

  /// The bounds for a script in this process.
  init(of limits: LuaLimits) {
    var used = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
    let pages = FileManager.default.contents(atPath: "/proc/self/statm")
      .flatMap { Int(String(decoding: $0, as: UTF8.self).prefix { $0 != " " }) }
    self.init(
      of: limits,
      cpuUsed: .seconds(used.tv_sec) + .nanoseconds(used.tv_nsec),
      // Where the system does not tell, there is no bound.
      size: pages.map { $0 * Int(getpagesize()) } ?? .max
    )
  }

  /// Binds this process.
  func apply() {
    tsk_confine_process(cpuSeconds, addressSpace ?? 0)
    tsk_end_after_cpu(cpuMilliseconds)
  }

  /// Lets this process take as long for rendering as its script may take; it was not the script's turn then.
  static func allowRendering(under limits: LuaLimits) {
    let bounds = WorkerBounds(of: limits)
    tsk_bound_cpu(bounds.cpuSeconds)
    tsk_end_after_cpu(bounds.cpuMilliseconds)
  }
}
