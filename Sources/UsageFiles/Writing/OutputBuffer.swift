import Foundation
import UsageModel

/// Bytes on their way to a file: numbers and texts are put into it without making strings of them.
final class OutputBuffer {
  /// How many bytes are handed on at once.
  private static let chunk = 1 << 20

  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private let sink: ([UInt8]) throws -> Void

  init(_ sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    capacity = Self.chunk + (1 << 16)
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// Hands on what has gathered, where that is a chunk.
  func pass() throws { if count >= Self.chunk { try flush() } }

  /// Hands on what is there.
  func flush() throws {
    guard count > 0 else { return }
    try sink(Array(UnsafeBufferPointer(start: bytes, count: count)))
    count = 0
  }

  /// Makes room for that many bytes more.
  @inline(__always)
  private func reserve(_ room: Int) { if count + room > capacity { grow(by: room) } }

  @inline(never)
  private func grow(by room: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * (capacity + room))
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
    capacity = 2 * (capacity + room)
  }

  @inline(__always)
  func put(_ byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  @inline(__always)
  func put(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { put($0) }
  }

  @inline(__always)
  func put(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else { return }
    reserve(text.count)
    memcpy(bytes + count, start, text.count)
    count += text.count
  }

  func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func put(_ text: String) { put(Array(text.utf8)) }

  /// Puts an exact number in plain decimals.
  @inline(__always)
  func put(_ number: FixedDecimal) {
    // 39 digits, the sign and the point.
    reserve(48)
    let magnitude = number.units.magnitude
    if number.isNegative {
      bytes[count] = UInt8(ascii: "-")
      count += 1
    }
    let (whole, fraction) = Self.parts(of: magnitude)
    putDigits(whole)
    if fraction > 0 { putFraction(fraction) }
  }

  /// The digits before and behind the point; most amounts fit into 64 bits, where dividing takes a fraction of the time.
  @inline(__always)
  private static func parts(of magnitude: UInt128) -> (whole: UInt128, fraction: UInt64) {
    let one: UInt64 = 1_000_000_000_000
    if let small = UInt64(exactly: magnitude) { return (UInt128(small / one), small % one) }
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt128(one))
    return (whole, UInt64(truncatingIfNeeded: rest))
  }

  private func putDigits(_ number: UInt128) {
    guard let small = UInt64(exactly: number) else {
      let (high, low) = number.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
      putDigits(high)
      putPadded(UInt64(truncatingIfNeeded: low), to: 18)
      return
    }
    var digits = 1
    var limit: UInt64 = 10
    while digits < 20, small >= limit {
      digits += 1
      limit = limit.multipliedReportingOverflow(by: 10).partialValue
      if digits == 20 { break }
    }
    putPadded(small, to: digits)
  }

  /// Puts the digits behind the point without trailing zeros.
  private func putFraction(_ fraction: UInt64) {
    var (rest, places) = (fraction, FixedDecimal.places)
    while rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    bytes[count] = UInt8(ascii: ".")
    count += 1
    putPadded(rest, to: places)
  }

  @inline(__always)
  private func putPadded(_ number: UInt64, to digits: Int) {
    var rest = number
    var place = count + digits - 1
    while place >= count {
      bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      place -= 1
    }
    count += digits
  }
}
