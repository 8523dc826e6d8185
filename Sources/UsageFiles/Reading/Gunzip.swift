import CZlib

/// Unpacks a file that gzip packed, as it is read; any other file passes as it is.
///
/// A file may have several members, as one has that was put together from packed parts.
final class Gunzip {
  private let source: ByteSource
  // On the heap, since zlib's inner state points back at its stream.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// What of the input was not used yet.
  private var rest = 0..<0
  private var state = State.unknown
  private var isAtEnd = false

  private enum State {
    /// Nothing was read yet.
    case unknown
    case plain
    /// Inside a member, or before its first byte.
    case packed
    /// Behind the end of a member.
    case between
    /// Behind the last one.
    case over
  }

  /// Begins to read.
  init(_ source: @escaping ByteSource) throws {
    self.source = source
    stream.initialize(to: z_stream())
    guard tally_gunzip_open(stream) == Z_OK else {
      throw FileDamage(message: "zlib cannot be used: there is no memory for it")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// The first two bytes of every member, RFC 1952.
  private static let magic: [UInt8] = [0x1F, 0x8B]

  /// Fills a buffer with the next bytes; none at the end.
  func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if case .unknown = state {
      try fill(atLeast: 2)
      state = startsMember ? .packed : .plain
    }
    if case .plain = state {
      guard rest.isEmpty else {
        let count = min(rest.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[rest].prefix(count)))
        rest = rest.lowerBound + count..<rest.upperBound
        return count
      }
      return try source(buffer)
    }
    while true {
      switch state {
      case .over: return 0
      case .between:
        try fill(atLeast: 2)
        if rest.isEmpty {
          state = .over
        } else if startsMember {
          inflateReset(stream)
          state = .packed
        } else {
          // Tapes and block devices leave zeros behind the last member.
          guard input[rest].allSatisfy({ $0 == 0 }) else {
            throw FileDamage(
              message: "something else follows the packed data; get the file once more"
            )
          }
          rest = 0..<0
        }
      default:
        let count = try unpack(into: buffer)
        if count > 0 { return count }
      }
    }
  }

  private var startsMember: Bool {
    rest.count >= 2 && input[rest].prefix(2).elementsEqual(Self.magic)
  }

  /// Reads until there are so many bytes, or no more.
  private func fill(atLeast count: Int) throws {
    guard rest.count < count else { return }
    let left = rest.count
    if left > 0 {
      input.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(input)[rest]))
    }
    rest = 0..<left
    while rest.count < count, !isAtEnd {
      let free = UnsafeMutableRawBufferPointer(rebasing: input[rest.upperBound...])
      let more = try source(free)
      isAtEnd = more == 0
      rest = 0..<rest.upperBound + more
    }
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(atLeast: 1)
    guard !rest.isEmpty else {
      throw FileDamage(message: "the packed file ends too early; get it once more")
    }
    let start = input.bindMemory(to: UInt8.self).baseAddress.map { $0 + rest.lowerBound }
    stream.pointee.next_in = start
    stream.pointee.avail_in = UInt32(rest.count)
    stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: buffer.count)
    let result = inflate(stream, Z_NO_FLUSH)
    rest = rest.upperBound - Int(stream.pointee.avail_in)..<rest.upperBound
    switch result {
    case Z_OK: break
    case Z_STREAM_END: state = .between
    default:
      throw FileDamage(message: "the packed file is damaged; get it once more")
    }
    return Int(UInt32(clamping: buffer.count) - stream.pointee.avail_out)
  }
}
