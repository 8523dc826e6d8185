import StockLua

/// Lua as it comes.
final class StockState {
  private let stock: OpaquePointer

  init?(hookInterval: Int32 = 0) {
    guard let stock = stock_open() else { return nil }
    self.stock = stock
    if hookInterval > 0 { stock_set_hook(stock, hookInterval) }
  }

  deinit { stock_close(stock) }

  /// Adds the function `columns`, which reads what these point to; false where memory does not allow
  /// it.
  func add(_ columns: stock_columns) -> Bool {
    stock_add_columns(stock, columns)
  }

  /// Runs a chunk and returns what `tostring` makes of its first result, or of its error.
  func run(_ source: [UInt8]) -> String {
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    _ = stock_run(stock, source, source.count, &bytes, &count)
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
