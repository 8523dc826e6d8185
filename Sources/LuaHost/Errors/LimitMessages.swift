import CLuaBridge

extension LuaLimits {
  /// What is said of each limit that can end a script.
  func message(forCode code: Int32) -> String {
    switch Int(code) {
    case TSK_CPU: "the script used up its CPU time (limit \(cpuTime.text))"
    case TSK_WALL: "the script ran for too long (limit \(wallTime.text))"
    case TSK_OUTPUT: "the script made too much output (limit \(sizeText(output)))"
    case TSK_SOURCE_SIZE: "the source is too large (limit \(sizeText(sourceBytes)))"
    default: memoryMessage
    }
  }

  /// What is said when memory has run out.
  var memoryMessage: String {
    "the script used up its memory (limit \(sizeText(memory)))"
  }
}

/// A size in the largest unit that gives a whole number.
private func sizeText(_ bytes: Int) -> String {
  for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
  where bytes >= size && bytes % size == 0 {
    return "\(bytes / size) \(unit)"
  }
  return "\(bytes) bytes"
}

extension Duration {
  /// Seconds, with as many digits of a thousandth as are needed.
  fileprivate var text: String {
    let parts = components
    let thousandths = parts.attoseconds / 1_000_000_000_000_000
    guard thousandths > 0 else { return "\(parts.seconds) s" }
    var digits = String(thousandths + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(parts.seconds).\(digits) s"
  }
}
