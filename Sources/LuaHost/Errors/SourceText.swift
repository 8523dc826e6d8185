import CLuaBridge

/// A source with its tokens, for finding out what an error in it is about.
struct SourceText {
  let bytes: [UInt8]
  let tokens: [LuaToken]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = luaTokens(in: bytes)
  }

  /// The places in ``tokens`` of those that begin on a line.
  func tokens(onLine line: Int) -> Range<Int> {
    let start = tokens.partitioningIndex { $0.line >= line }
    let end = tokens.partitioningIndex { $0.line > line }
    return start..<end
  }

  /// A token as it is written; empty for a place outside the source.
  func text(_ index: Int) -> String {
    tokens.indices.contains(index)
      ? String(decoding: bytes[tokens[index].range], as: UTF8.self) : ""
  }

  /// Whether a token is a name, or a word of the language, with this text.
  func isName(_ index: Int, _ name: String) -> Bool {
    tokens[index].kind == .name && bytes[tokens[index].range].elementsEqual(name.utf8)
  }

  /// Whether a token is the name of a field or method behind its dot or colon.
  func isMember(_ index: Int) -> Bool {
    tokens[index].kind == .name && [".", ":"].contains(text(index - 1))
  }

  /// Whether a token is the name of an entry in a table's braces.
  func isKey(_ index: Int) -> Bool {
    tokens[index].kind == .name && text(index + 1) == "="
      && ["{", ",", ";"].contains(text(index - 1))
  }
}

extension Array {
  /// The first place whose element, and all behind it, fit; the array is ordered by that.
  fileprivate func partitioningIndex(where fits: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if fits(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension LuaState {
  /// A line of a known source: the source's full name, and the line's bytes.
  ///
  /// The source is named as Lua shows it, which is not the whole of a long name.
  func line(_ number: Int, of shown: [UInt8]) -> (file: String, bytes: [UInt8])? {
    unsafe withLine(number, of: shown) { name, bytes in
      unsafe (String(cString: name), Array(bytes))
    }
  }

  /// A known source as a whole.
  func source(_ shown: [UInt8]) -> SourceText? {
    let address = unsafe withLine(1, of: shown) { _, bytes in bytes.baseAddress } ?? nil
    guard let start = unsafe address else { return nil }
    /// How many bytes the source has up to the end of a line.
    func end(of line: Int) -> Int? {
      unsafe withLine(line, of: shown) { _, bytes in
        unsafe bytes.baseAddress.map { unsafe $0 - start + bytes.count }
      } ?? nil
    }
    // The bridge gives single lines, so the last one is found by halving.
    var (known, unknown) = (1, 2)
    while end(of: unknown) != nil { (known, unknown) = (unknown, unknown * 2) }
    while unknown - known > 1 {
      let middle = (known + unknown) / 2
      if end(of: middle) != nil { known = middle } else { unknown = middle }
    }
    let count = end(of: known) ?? 0
    return SourceText(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  }

  private func withLine<Result>(
    _ number: Int,
    of shown: [UInt8],
    _ body: (UnsafePointer<CChar>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    var name: UnsafePointer<CChar>?
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard let number = Int32(exactly: number) else { return nil }
    let found = unsafe shown.withUnsafeBytes { shown in
      unsafe tsk_source_line(
        pointer,
        shown.baseAddress?.assumingMemoryBound(to: CChar.self),
        shown.count,
        number,
        &name,
        &bytes,
        &count
      )
    }
    guard found, let name = unsafe name else { return nil }
    return unsafe body(name, UnsafeBufferPointer(start: bytes, count: count))
  }
}
