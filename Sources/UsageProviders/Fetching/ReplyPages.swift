/// The pages of one reply while they are gathered: a JSON list of their bodies.
struct ReplyPages {
  /// The header that tells, in a stored reply, that its body is a list of pages, and of how many.
  ///
  /// Platforms cannot set it.
  static let header = "tally-pages"

  /// The list, without its end.
  private(set) var bytes: [UInt8] = []
  /// How many pages there are.
  private(set) var count = 0

  /// Adds the next page.
  mutating func add(_ body: [UInt8]) {
    bytes.append(count == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
    // A byte order mark may only begin a text.
    bytes += body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body[...]
    count += 1
  }
}
