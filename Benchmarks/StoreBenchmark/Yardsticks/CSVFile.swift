import Foundation

/// A file of comma-separated values while it is written.
final class CSVFile {
  private let file: FileHandle
  private var bytes: [UInt8] = []

  init(_ path: String) throws {
    try Data().write(to: URL(filePath: path))
    file = try FileHandle(forWritingTo: URL(filePath: path))
  }

  /// Writes a row: numbers, then texts.
  func write(_ numbers: [Int64], _ texts: [[UInt8]]) throws {
    var isFirst = true
    for number in numbers {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes += String(number).utf8
    }
    for text in texts {
      bytes.append(UInt8(ascii: ","))
      write(text)
    }
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count > 1 << 20 { try flush() }
  }

  /// Writes what is left and closes the file.
  func close() throws {
    try flush()
    try file.close()
  }

  /// A text is quoted only where it has to be: the shell reads others faster.
  private func write(_ text: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard text.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 < 0x20 }) else {
      bytes += text
      return
    }
    bytes.append(quote)
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private func flush() throws {
    try file.write(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
