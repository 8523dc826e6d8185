import CLuaBridge

extension LuaState {
  /// What the bridge knows of the last failure, in the words for the script's author.
  func lastError() -> LuaError {
    let failure = unsafe tsk_last_failure(pointer)
    let code = unsafe errorCode(failure.code)
    var line: SourceLine?
    if let source = unsafe failure.source {
      unsafe line = sourceLine(Array(String(cString: source).utf8)[...], Int(failure.line))
    }
    guard !code.isLimit else {
      return LuaError(
        code: code,
        message: unsafe limits.message(forCode: failure.code),
        place: line?.place,
        excerpt: line?.excerpt(culprit: nil)?.text
      )
    }
    var bytes = unsafe Array(
      UnsafeBufferPointer(start: failure.message, count: failure.message_count)
    )[...]
    if let prefix = splitPlace(bytes) {
      line = prefix.line
      bytes = prefix.rest
    }
    let frames = unsafe String(cString: failure.traceback).split(separator: "\n").map(String.init)
    let token = unsafe failure.token
    let text = String(decoding: bytes, as: UTF8.self)
    let (message, excerpt) = describe(text, line, isSyntax: code == .syntax)
    return LuaError(
      code: code,
      message: printable(message, columns: 2000, keepsLines: true),
      place: line?.place,
      traceback: folded(frames.map { printable($0) }),
      excerpt: excerpt?.text,
      column: excerpt?.column,
      token: token,
      origin: ObjectIdentifier(self)
    )
  }

  /// The line that called the host function at this depth.
  func callerPlace(depth: Int32) -> LuaPlace? {
    var source: UnsafePointer<CChar>?
    var line: Int32 = 0
    guard unsafe tsk_caller(pointer, depth, &source, &line), let source = unsafe source else {
      return nil
    }
    return LuaPlace(file: unsafe String(cString: source), line: Int(line))
  }

  private func errorCode(_ code: Int32) -> LuaError.Code {
    switch Int(code) {
    case TSK_SYNTAX: .syntax
    case TSK_CPU, TSK_WALL, TSK_DEADLINE: .time
    case TSK_CANCELLED: .cancelled
    case TSK_MEMORY: .memory
    case TSK_OUTPUT: .output
    case TSK_SOURCE_SIZE: .sourceSize
    default: .runtime
    }
  }

  /// Adds to a message what its source tells, and finds out where in the line the culprit stands.
  private func describe(
    _ message: String,
    _ line: SourceLine?,
    isSyntax: Bool
  ) -> (message: String, excerpt: Excerpt?) {
    guard let line, message.utf8.count <= 2000, let source = source(line.shown) else {
      return (message, line?.excerpt(culprit: nil))
    }
    // Reading a source takes time that a script could ask for again and again. A limit that this
    // reaches ends the script when the host function returns.
    _ = unsafe tsk_charge_work(pointer, Int64(source.bytes.count / 4))
    let number = line.place.line
    let explained = isSyntax ? message : explain(message, in: source, line: number)
    let place = source.place(
      of: Culprit.all(in: message, isSyntax: isSyntax)
        + (explained == message ? [] : Culprit.all(in: explained, isSyntax: false)),
      onLine: number,
      source.bytes.lineRange(number)
    )
    let offset = place.map { $0 - source.bytes.lineRange(number).lowerBound }
    return (explained, line.excerpt(culprit: offset))
  }
}

/// Calls that repeat themselves, as they do in an endless recursion, told once.
private func folded(_ frames: [String]) -> [String] {
  var folded: [(frame: String, count: Int)] = []
  for frame in frames {
    if let last = folded.last, last.frame == frame {
      folded[folded.count - 1].count += 1
    } else {
      folded.append((frame, 1))
    }
  }
  return folded.map { $0.count == 1 ? $0.frame : "\($0.frame) (\($0.count) times)" }
}

extension [UInt8] {
  /// The bytes of a line, counted from 1, without its end.
  fileprivate func lineRange(_ number: Int) -> Range<Int> {
    var start = 0
    for _ in stride(from: 1, to: number, by: 1) {
      start = self[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
    }
    let end = self[start...].firstIndex { $0 == UInt8(ascii: "\n") } ?? count
    return start..<(end > start && self[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
  }
}

// MARK: - Places in messages

private struct SourceLine {
  let place: LuaPlace
  /// The source's name as it stands in Lua's messages.
  let shown: [UInt8]
  let bytes: [UInt8]

  func excerpt(culprit: Int?) -> Excerpt? { Excerpt(bytes[...], culprit: culprit) }
}

extension LuaState {
  /// A line of a known source; the name is as Lua shows it, which is not the whole of a long one.
  private func sourceLine(_ shown: ArraySlice<UInt8>, _ number: Int) -> SourceLine? {
    let shown = Array(shown)
    return line(number, of: shown).map { line in
      SourceLine(
        place: LuaPlace(file: line.file, line: number),
        shown: shown,
        bytes: line.bytes
      )
    }
  }

  /// Splits `file:line: message`, where the file is a source of this state.
  private func splitPlace(
    _ message: ArraySlice<UInt8>
  ) -> (line: SourceLine, rest: ArraySlice<UInt8>)? {
    let colon = UInt8(ascii: ":")
    for start in message.indices.prefix(200) where message[start] == colon {
      let digits = message[(start + 1)...].prefix { (48...57).contains($0) }
      let rest = message[digits.endIndex...]
      guard rest.starts(with: [colon, UInt8(ascii: " ")]),
        let number = Int(String(decoding: digits, as: UTF8.self)),
        let line = sourceLine(message[..<start], number)
      else { continue }
      return (line, rest.dropFirst(2))
    }
    return nil
  }
}
