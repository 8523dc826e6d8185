import CLuaBridge

extension LuaLimits {
  /// What is said of each limit that can end a script.
  func message(forCode code: Int32) -> String {
    switch Int(code) {
    case TSK_CPU: "the script used up its CPU time (limit \(LimitText.duration(cpuTime)))"
    case TSK_WALL: "the script ran for too long (limit \(LimitText.duration(wallTime)))"
    case TSK_OUTPUT: "the script made too much output (limit \(LimitText.size(output)))"
    case TSK_SOURCE_SIZE: "the source is too large (limit \(LimitText.size(sourceBytes)))"
    case TSK_CANCELLED: LuaStop.Reason.cancelled.message
    case TSK_DEADLINE: LuaStop.Reason.deadline.message
    default: memoryMessage
    }
  }

  /// What is said when memory has run out.
  var memoryMessage: String {
    "the script used up its memory (limit \(LimitText.size(memory)))"
  }
}
