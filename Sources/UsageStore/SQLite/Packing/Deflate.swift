import CZlib

/// Raw deflate streams of zlib that are used again for each text, since opening one costs more than a short text.
///
/// A text can be packed against another, its base: what the two have in common takes next to nothing. zlib looks
/// back 32 KiB, so of a longer base only the end helps.
final class Deflate {
  // On the heap, since zlib's inner state points back at its stream.
  private let packing = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let unpacking = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// The stream is cut off, or is of something else.
  struct Damage: Error {}

  init(level: Int32 = Deflate.level) throws {
    packing.initialize(to: z_stream())
    unpacking.initialize(to: z_stream())
    guard tally_deflate_open(packing, level) == Z_OK, tally_inflate_open(unpacking) == Z_OK
    else { throw StoreError(.unusable, "zlib cannot be used: there is no memory for it") }
  }

  deinit {
    deflateEnd(packing)
    inflateEnd(unpacking)
    packing.deallocate()
    unpacking.deallocate()
  }

  /// The highest: replies are short, so that it costs no more time than the others.
  static let level: Int32 = 9

  /// The quickest, for what is large.
  static let quickest: Int32 = 1

  /// The CRC-32 of some bytes.
  static func checksum(of bytes: [UInt8]) -> Int64 {
    Int64(crc32_z(0, bytes, bytes.count))
  }

  /// The CRC-32 of some bytes that come after others, of which it is known.
  static func checksum(of bytes: UnsafeRawBufferPointer, after checksum: Int64) -> Int64 {
    // zlib takes no bytes at all for the beginning.
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress, !bytes.isEmpty else {
      return checksum
    }
    return Int64(crc32_z(UInt(checksum), start, bytes.count))
  }

  /// Packs a text.
  func packed(_ text: [UInt8], against base: [UInt8] = []) -> [UInt8] {
    deflateReset(packing)
    if !base.isEmpty {
      deflateSetDictionary(packing, base, UInt32(clamping: base.count))
    }
    let bound = Int(deflateBound(packing, UInt(text.count)))
    var source = text
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      source.withUnsafeMutableBufferPointer { source in
        packing.pointee.next_in = source.baseAddress
        packing.pointee.avail_in = UInt32(clamping: source.count)
        packing.pointee.next_out = buffer.baseAddress
        packing.pointee.avail_out = UInt32(clamping: buffer.count)
        deflate(packing, Z_FINISH)
        count = buffer.count - Int(packing.pointee.avail_out)
      }
    }
  }

  /// Unpacks a text of a known length that was packed against a base.
  func unpacked(_ bytes: [UInt8], length: Int, against base: [UInt8] = []) throws -> [UInt8] {
    inflateReset(unpacking)
    if !base.isEmpty {
      inflateSetDictionary(unpacking, base, UInt32(clamping: base.count))
    }
    var source = bytes
    var isWhole = false
    // One byte more than expected, so that a longer text is noticed.
    let text = [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, count in
      source.withUnsafeMutableBufferPointer { source in
        unpacking.pointee.next_in = source.baseAddress
        unpacking.pointee.avail_in = UInt32(clamping: source.count)
        unpacking.pointee.next_out = buffer.baseAddress
        unpacking.pointee.avail_out = UInt32(clamping: buffer.count)
        isWhole = inflate(unpacking, Z_FINISH) == Z_STREAM_END
        count = buffer.count - Int(unpacking.pointee.avail_out)
      }
    }
    guard isWhole, text.count == length else { throw Damage() }
    return text
  }
}
