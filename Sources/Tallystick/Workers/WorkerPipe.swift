import Foundation

/// How jobs and replies cross the pipe: a line with the version, then a property list.
enum WorkerPipe {
  /// Why a message cannot be read.
  enum Failure: Error, Hashable {
    /// It is of another version of the program.
    case version(String)
    /// It is no message, or not a whole one.
    case unreadable
  }

  /// The line that a worker of another version answers with.
  static let mark: [UInt8] = Array("tally \(Tallystick.version)\n".utf8)

  static func encode(_ message: some Encodable) throws -> [UInt8] {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return mark + Array(try encoder.encode(message))
  }

  static func decode<Message: Decodable>(
    _ type: Message.Type,
    from bytes: [UInt8]
  ) throws(Failure) -> Message {
    guard bytes.starts(with: mark) else {
      let line = String(decoding: bytes.prefix(64).prefix { $0 != 0x0A }, as: UTF8.self)
      throw line.hasPrefix("tally ") ? .version(String(line.dropFirst(6))) : .unreadable
    }
    // The decoder would take other formats too, and one of them it reads by recursion.
    guard bytes[mark.count...].starts(with: Array("bplist00".utf8)) else { throw .unreadable }
    do {
      return try PropertyListDecoder().decode(type, from: Data(bytes[mark.count...]))
    } catch {
      throw .unreadable
    }
  }
}
