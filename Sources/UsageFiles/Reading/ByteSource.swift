/// Fills a part of a buffer with the next bytes of a file and tells how many; none at its end.
public typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

extension [UInt8] {
  /// A source of these bytes, at most so many at a time.
  public func source(chunk: Int = 1 << 20) -> ByteSource {
    var rest = self[...]
    return { buffer in
      let count = Swift.min(Swift.min(chunk, buffer.count), rest.count)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }
}
