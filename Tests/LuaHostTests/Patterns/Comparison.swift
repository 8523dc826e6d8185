import LuaHost
import StockLua
import Testing

/// What a chunk gives in the sandbox and in Lua as it comes: its first result as text, or its error.
struct Comparison: Equatable {
  var sandbox: [UInt8]
  var stock: [UInt8]

  /// Runs a chunk in both.
  ///
  /// It is called the same in both, so that places in errors are equal too.
  init(of chunk: String) throws {
    let source = Array(chunk.utf8)
    stock = try Self.runStock(source)
    let state = try LuaState(limits: LuaLimits(memory: 64 << 20))
    guard case .string(let text) = try state.run(source, name: "stock").first else {
      throw ComparisonError.noText
    }
    sandbox = text.bytes
  }

  private static func runStock(_ source: [UInt8]) throws -> [UInt8] {
    guard let stock = stock_open() else { throw ComparisonError.noState }
    defer { stock_close(stock) }
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    guard stock_run(stock, source, source.count, &bytes, &count) else {
      throw ComparisonError.failed(
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
      )
    }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// The lines that differ, the sandbox's first; the first few, for a message.
  var differences: [String] {
    let ours = sandbox.split(separator: 10, omittingEmptySubsequences: false)
    let theirs = stock.split(separator: 10, omittingEmptySubsequences: false)
    guard ours.count == theirs.count else {
      return ["\(ours.count) lines where stock Lua has \(theirs.count)"]
    }
    let pairs = zip(ours, theirs).filter { $0 != $1 }
    return pairs.prefix(5).map { ours, theirs in
      "\(String(decoding: ours, as: UTF8.self)) | stock: \(String(decoding: theirs, as: UTF8.self))"
    }
  }
}

enum ComparisonError: Error {
  case noState
  case noText
  case failed(String)
}

/// Functions of Lua that note results line by line.
///
/// They are `note(name, ...)`, and `done()` for the text of all lines. Bytes that are not printable are
/// written as numbers.
let notes = """
  local lines = {}
  local function text(value)
    if type(value) ~= "string" then
      return type(value) == "number" and math.type(value) .. " " .. value or tostring(value)
    end
    local parts = {}
    for i = 1, #value do
      local byte = value:byte(i)
      parts[i] = byte >= 32 and byte < 127 and string.char(byte) or "<" .. byte .. ">"
    end
    return '"' .. table.concat(parts) .. '"'
  end
  local function note(name, ...)
    local parts = { tostring(name) }
    for i = 1, select("#", ...) do parts[i + 1] = text((select(i, ...))) end
    lines[#lines + 1] = table.concat(parts, ", ")
  end
  local function done() return table.concat(lines, "\\n") end

  """

/// A string literal of Lua, with every byte as a number.
func literal(_ bytes: [UInt8]) -> String {
  let digits = bytes.map { byte in
    let text = String(byte)
    return "\\" + String(repeating: "0", count: 3 - text.count) + text
  }
  return "\"" + digits.joined() + "\""
}
