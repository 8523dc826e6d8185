/// Remembers a number for some bytes, so that what stands in many rows is read once.
///
/// It forgets everything when it has grown too large: then things are read again.
struct ByteMemo {
  private struct Entry {
    var start: Int
    var count: Int
    var hash: UInt64
    var value: UInt32
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// The entry at each address, plus one; zero where there is none.
  private var table = [UInt32](repeating: 0, count: 256)
  private var last = -1

  /// The most bytes that are kept.
  private let limit: Int

  init(limit: Int = 1 << 24) {
    self.limit = limit
  }

  /// The number of some bytes; nil where they are not known.
  mutating func value(of key: UnsafeBufferPointer<UInt8>) -> UInt32? {
    // Rows that follow each other are often alike.
    if last >= 0, isEqual(entries[last], key) { return entries[last].value }
    let hash = Self.hash(key)
    var place = Int(truncatingIfNeeded: hash >> 32) & (table.count - 1)
    while table[place] != 0 {
      let index = Int(table[place]) - 1
      if entries[index].hash == hash, isEqual(entries[index], key) {
        last = index
        return entries[index].value
      }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  /// Remembers a number for bytes that are not known.
  mutating func insert(_ value: UInt32, for key: UnsafeBufferPointer<UInt8>) {
    if bytes.count + key.count > limit {
      entries = []
      bytes = []
      table = [UInt32](repeating: 0, count: 256)
    }
    let entry = Entry(start: bytes.count, count: key.count, hash: Self.hash(key), value: value)
    bytes.append(contentsOf: key)
    last = entries.count
    entries.append(entry)
    put(last)
    if entries.count * 2 > table.count {
      table = [UInt32](repeating: 0, count: table.count * 2)
      for index in entries.indices { put(index) }
    }
  }

  private mutating func put(_ index: Int) {
    var place = Int(truncatingIfNeeded: entries[index].hash >> 32) & (table.count - 1)
    while table[place] != 0 { place = (place + 1) & (table.count - 1) }
    table[place] = UInt32(index + 1)
  }

  private func isEqual(_ entry: Entry, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard entry.count == key.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      let kept = UnsafeBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.count])
      return UnsafeRawBufferPointer(kept).isSame(as: UnsafeRawBufferPointer(key))
    }
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(key)
    var hash = UInt64(truncatingIfNeeded: key.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at + 8 <= raw.count {
      hash =
        (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 33
      at += 8
    }
    while at < raw.count {
      hash = (hash ^ UInt64(raw[at])) &* 0xC4CE_B9FE_1A85_EC53
      at += 1
    }
    return hash ^ hash >> 29
  }
}

extension UnsafeRawBufferPointer {
  /// Whether it has the same bytes as another of its length.
  fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    while at + 8 <= count {
      let left = loadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard left == other.loadUnaligned(fromByteOffset: at, as: UInt64.self) else { return false }
      at += 8
    }
    while at < count {
      guard self[at] == other[at] else { return false }
      at += 1
    }
    return true
  }
}
