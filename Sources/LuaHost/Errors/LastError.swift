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
        excerpt: line?.excerpt
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
    let message = printable(String(decoding: bytes, as: UTF8.self), keepsLines: true)
    return LuaError(
      code: code,
      message: explain(message, line: line?.excerpt ?? ""),
      place: line?.place,
      traceback: frames.map { printable($0) },
      excerpt: line?.excerpt,
      token: unsafe failure.token,
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
    case TSK_CPU, TSK_WALL: .time
    case TSK_MEMORY: .memory
    case TSK_OUTPUT: .output
    case TSK_SOURCE_SIZE: .sourceSize
    default: .runtime
    }
  }
}

// MARK: - Places in messages

private struct SourceLine {
  let place: LuaPlace
  let excerpt: String?
}

extension LuaState {
  /// A line of a known source; the name is as Lua shows it, which is not the whole of a long one.
  private func sourceLine(_ shown: ArraySlice<UInt8>, _ line: Int) -> SourceLine? {
    var name: UnsafePointer<CChar>?
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard let number = Int32(exactly: line) else { return nil }
    let found = unsafe Array(shown).withUnsafeBytes { shown in
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
    let text = unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count),
      as: UTF8.self
    )
    return SourceLine(
      place: LuaPlace(file: unsafe String(cString: name), line: line),
      excerpt: text.isEmpty ? nil : printable(text, columns: 120)
    )
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
