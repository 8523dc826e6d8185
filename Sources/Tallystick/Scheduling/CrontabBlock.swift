/// The lines of one configuration in a crontab, between two marks.
///
/// A crontab is bytes: whatever else is in it stays as it is, also where it is no UTF-8.
struct CrontabBlock {
  /// The absolute path that the marks name.
  let configuration: String

  /// The line before the block.
  var begin: String { "# BEGIN tallystick \(configuration)" }

  /// The line after the block.
  var end: String { "# END tallystick \(configuration)" }

  /// A crontab with the block in it, in the place of the one that it had, else at the end.
  ///
  /// Lines that set variables, such as `MAILTO=`, are for the lines below them.
  func inserting(_ text: String, into crontab: [UInt8]) throws(ScheduleError) -> [UInt8] {
    if let place = try place(in: crontab) {
      return crontab[..<place.lowerBound] + Array(text.utf8) + crontab[place.upperBound...]
    }
    // A last line without an end is one that cron does not read.
    let isOpen = !crontab.isEmpty && crontab.last != Self.lineEnd
    return crontab + (isOpen ? [Self.lineEnd] : []) + Array(text.utf8)
  }

  /// A crontab without the block.
  func removed(from crontab: [UInt8]) throws(ScheduleError) -> [UInt8] {
    guard let place = try place(in: crontab) else { return crontab }
    return Array(crontab[..<place.lowerBound] + crontab[place.upperBound...])
  }

  /// The block as a crontab has it, without its marks; nil where it has none.
  func lines(in crontab: [UInt8]) throws(ScheduleError) -> [String]? {
    guard let place = try place(in: crontab) else { return nil }
    return String(decoding: crontab[place], as: UTF8.self).split(separator: "\n").map(String.init)
      .dropFirst().dropLast()
  }

  private static let lineEnd = UInt8(ascii: "\n")

  /// Where the block is, marks included.
  private func place(in crontab: [UInt8]) throws(ScheduleError) -> Range<Int>? {
    var place: Range<Int>?
    var start: Int?
    for line in Self.lines(of: crontab) {
      let text = Self.text(of: crontab[line])
      switch Array(text.utf8) {
      // By their bytes: Swift takes two spellings of a letter with an accent for the same.
      case Array(begin.utf8):
        guard start == nil, place == nil else { throw broken("stands there twice") }
        start = line.lowerBound
      case Array(end.utf8):
        guard let first = start else { throw broken("has an end without a beginning") }
        place = first..<line.upperBound
        start = nil
      // Between our marks stands what we wrote. Any other mark belongs to a block that must stay.
      case _ where start != nil && text.hasPrefix("# BEGIN tallystick "):
        throw broken("has no end")
      default: continue
      }
    }
    guard start == nil else { throw broken("has no end") }
    return place
  }

  private func broken(_ what: String) -> ScheduleError {
    ScheduleError(
      .unwritable,
      "crontab: the block of \(configuration) \(what), so nothing was changed; "
        + "take its lines away with `crontab -e`, then run `tally schedule --install`"
    )
  }

  /// The ranges of the lines, each with its line end.
  private static func lines(of crontab: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in crontab.enumerated() where byte == lineEnd {
      lines.append(start..<index + 1)
      start = index + 1
    }
    if start < crontab.count { lines.append(start..<crontab.count) }
    return lines
  }

  /// A line without its end; an editor may have made the end that of another system.
  private static func text(of line: ArraySlice<UInt8>) -> String {
    var rest = line
    if rest.last == lineEnd { rest.removeLast() }
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }
}
