import LuaHost
import StockLua

/// Patterns, subjects and replacements: the sandbox and stock Lua agree on what they give.
enum PatternFuzzer {
  /// How each function is called with the subject `s`, the pattern `p`, the replacement `r` and the
  /// number `n`.
  private static let calls = [
    "string.find(s, p, n)", "string.match(s, p, n)", "string.gsub(s, p, r)",
    "string.gsub(s, p, r, n)", "string.find(s, p, n, true)", "string.gmatch(s, p, n)()",
    "string.gsub(s, p, function(...) return select(-1, ...) end)", "string.gsub(s, p, { a = r })",
  ]

  private static let texts = """
    local function texts(...)
      local parts = {}
      for i = 1, select("#", ...) do
        local value = select(i, ...)
        parts[i] = type(value) == "string" and #value .. ":" .. value or tostring(value)
      end
      return table.concat(parts, " ")
    end

    """

  /// Lua as it comes, made once and never closed: no limit ends it.
  ///
  /// `nonisolated(unsafe)`: libFuzzer calls from one thread.
  nonisolated(unsafe) private static let stock = stock_open()

  static func run(_ input: ArraySlice<UInt8>) {
    var input = input
    guard let call = input.popFirst(), let position = input.popFirst() else { return }
    let parts = input.split(separator: 0xFE, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count > 1, input.count < 400 else { return }
    let replacement = parts.count > 2 ? parts[2] : []
    let source = Array(
      """
      \(texts)local s, p, r, n = \(literal(parts[0])), \(literal(parts[1])), \(literal(replacement)), \
      \(Int8(bitPattern: position))
      return texts(pcall(function() return \(calls[Int(call) % calls.count]) end))
      """.utf8
    )
    guard let ours = runSandbox(source) else { return }
    let theirs = runStock(source)
    guard ours != theirs else { return }
    report(
      """
      \(String(decoding: source, as: UTF8.self))
      sandbox: \(String(decoding: ours, as: UTF8.self))
      stock:   \(String(decoding: theirs, as: UTF8.self))
      """
    )
  }

  /// Nil where the sandbox needs more than a moment: stock Lua has no limit, and would need as long.
  private static func runSandbox(_ source: [UInt8]) -> [UInt8]? {
    let limits = LuaLimits(cpuTime: .milliseconds(20), memory: 16 << 20)
    do {
      let state = try LuaState(limits: limits)
      guard case .string(let text) = try state.run(source, name: "stock").first else {
        report("the sandbox gave no text")
      }
      return text.bytes
    } catch {
      return nil
    }
  }

  private static func runStock(_ source: [UInt8]) -> [UInt8] {
    guard let stock else { report("there is no memory for Lua") }
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    _ = stock_run(stock, source, source.count, &bytes, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// A string literal of Lua, with every byte as a number.
  private static func literal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = bytes.map { byte in
      let text = String(byte)
      return "\\" + String(repeating: "0", count: 3 - text.count) + text
    }
    return "\"" + digits.joined() + "\""
  }
}
