import UsageModel

extension UsageFrame {
  /// The sources that have usage here and tell no requests of it, by name.
  ///
  /// What a platform tells depends on the breakdown: Puter counts requests by app and by service, and not in total. So
  /// requests add up to the same in every breakdown that these are the same in, and to a part where there are any.
  public var uncounted: [String] {
    var isCounted: [String: Bool] = [:]
    // Records of one line are of one source.
    let table = now.table
    var states = [UInt8](repeating: 0, count: table.lines.count)
    for place in 0..<now.count {
      let row = now.rows[place]
      states[Int(table.lineOf[row])] |= table.requests[row] == nil ? 1 : 2
    }
    for (line, state) in zip(table.lines, states) where state != 0 && line.charge == .usage {
      isCounted[line.source, default: false] = isCounted[line.source] == true || state & 2 != 0
    }
    return isCounted.filter { !$0.value }.keys.sorted()
  }
}
