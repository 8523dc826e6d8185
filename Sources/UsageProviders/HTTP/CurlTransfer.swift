/// What libcurl hands over during one exchange; its callbacks run on the thread of that exchange.
final class CurlTransfer {
  private let mostBytes: Int
  private let cancellation: Cancellation
  private(set) var body: [UInt8] = []
  private(set) var headers: [String: String] = [:]
  private(set) var isTooLarge = false
  private var headerBytes = 0

  /// More than this in a header is no header of a usage API.
  private static let mostHeaderBytes = 256 << 10

  init(mostBytes: Int, cancellation: Cancellation) {
    self.mostBytes = mostBytes
    self.cancellation = cancellation
  }

  /// Whether the task that waits for the exchange was cancelled.
  var isCancelled: Bool { cancellation.isCancelled }

  /// Takes decompressed bytes of the body; false stops the transfer.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= mostBytes else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// Takes one line of the header; false stops the transfer.
  func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.mostHeaderBytes else {
      isTooLarge = true
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // Each response has its own header, also an interim one.
      headers = [:]
    } else if let colon = line.firstIndex(of: ":") {
      let name = line[..<colon].lowercased()
      let value = String(line[line.index(after: colon)...].trimmed)
      headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }
    return true
  }
}

extension Substring {
  /// The text without white space at its ends.
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
