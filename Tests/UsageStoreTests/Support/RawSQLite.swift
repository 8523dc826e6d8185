import Foundation

/// Another program's connection to a store: SQLite's own C functions, without the store around them.
///
/// They are in the process already and found by name, so that the tests need no further dependency.
final class RawSQLite {
  struct Failure: Error {
    let code: Int32
    let sql: String
  }

  private typealias Open =
    @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
  private typealias Execute =
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?
    ) -> Int32
  private typealias Close = @convention(c) (OpaquePointer?) -> Int32

  private let handle: OpaquePointer?

  init(path: String) throws {
    var handle: OpaquePointer?
    let code = try Self.function("sqlite3_open", as: Open.self)(path, &handle)
    self.handle = handle
    guard code == 0 else { throw Failure(code: code, sql: "open") }
  }

  func run(_ sql: String) throws {
    let code = try Self.function("sqlite3_exec", as: Execute.self)(handle, sql, nil, nil, nil)
    guard code == 0 else { throw Failure(code: code, sql: sql) }
  }

  deinit {
    _ = try? Self.function("sqlite3_close", as: Close.self)(handle)
  }

  private static func function<Function>(_ name: String, as type: Function.Type) throws -> Function
  {
    guard let symbol = dlsym(nil, name) else { throw Failure(code: -1, sql: name) }
    return unsafeBitCast(symbol, to: type)
  }
}
