import CZlib

/// Packs bytes as gzip, chunk by chunk.
public final class GzipStream {
  // On the heap, since zlib's inner state points back at its stream.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let sink: ([UInt8]) throws -> Void

  /// zlib has no memory for a stream.
  public struct Failure: Error {}

  /// Opens a stream; `sink` takes what is packed.
  public init(to sink: @escaping ([UInt8]) throws -> Void) throws(Failure) {
    self.sink = sink
    stream.initialize(to: z_stream())
    guard tally_gzip_open(stream, Self.level) == Z_OK else { throw Failure() }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// The level that the command `gzip` has.
  private static let level: Int32 = 6

  /// Packs some bytes.
  public func write(_ bytes: [UInt8]) throws { try pack(bytes, Z_NO_FLUSH) }

  /// Ends the stream.
  public func end() throws { try pack([], Z_FINISH) }

  private func pack(_ bytes: [UInt8], _ mode: Int32) throws {
    var bytes = bytes
    var packed: [[UInt8]] = []
    bytes.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = UInt32(clamping: source.count)
      var isFull = true
      while isFull {
        packed.append(
          [UInt8](unsafeUninitializedCapacity: 1 << 16) { target, count in
            stream.pointee.next_out = target.baseAddress
            stream.pointee.avail_out = UInt32(target.count)
            deflate(stream, mode)
            count = target.count - Int(stream.pointee.avail_out)
            isFull = stream.pointee.avail_out == 0
          }
        )
      }
    }
    for chunk in packed where !chunk.isEmpty { try sink(chunk) }
  }
}
