import TestSupport
import Testing
import UsageModel

@testable import UsageStore

@Suite struct SegmentTests {
  /// Entries as replies make them: mostly like the one before, sometimes with other keys.
  private static func entries(seed: UInt64) -> [SegmentEntry] {
    var generator = SeededGenerator(seed: seed)
    var cells = cells(count: .random(in: 0...12, using: &generator), &generator)
    var reply = Int64.random(in: 1...1_000_000, using: &generator)
    var moment = Int64.random(in: -1_000_000...2_000_000_000_000, using: &generator)
    return (0..<Int.random(in: 1...40, using: &generator)).map { _ in
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: cells.shuffle(using: &generator)
      case 1: cells += Self.cells(count: 2, &generator)
      case 2: if !cells.isEmpty { cells.removeLast() }
      case 3: break
      default:
        for index in cells.indices where Bool.random(using: &generator) {
          cells[index].value &+= amount(&generator)
        }
      }
      var seen: Set<UInt64> = []
      cells.removeAll { !seen.insert($0.key).inserted }
      reply += .random(in: 1...5, using: &generator)
      // Out of order too, as a back-fill is.
      moment += .random(in: -4_000_000...4_000_000, using: &generator)
      return SegmentEntry(
        reply: reply,
        observedAt: Timestamp(milliseconds: moment),
        learntAt: Timestamp(milliseconds: moment + .random(in: -10...100_000, using: &generator)),
        cells: cells
      )
    }
  }

  private static func cells(
    count: Int,
    _ generator: inout SeededGenerator
  ) -> [SegmentEntry.Cell] {
    (0..<count).map { _ in
      SegmentEntry.Cell(
        key: .random(
          in: 0...UInt64(1) << Int.random(in: 1...40, using: &generator),
          using: &generator
        ),
        value: amount(&generator)
      )
    }
  }

  private static func amount(_ generator: inout SeededGenerator) -> Int128 {
    let size = Int128(1) << Int.random(in: 0...126, using: &generator)
    let amount = Int128.random(in: -size...size, using: &generator)
    let step: Int128 =
      [1, 1000, 1_000_000, 1_000_000_000_000].randomElement(using: &generator) ?? 1
    return amount / step * step
  }

  private static func read(_ bytes: [UInt8]) throws -> [SegmentEntry] {
    var reader = SegmentReader(bytes)
    var entries: [SegmentEntry] = []
    while try reader.advance() {
      if let entry = reader.entry { entries.append(entry) }
    }
    return entries
  }

  @Test func `entries are read back as they were appended`() throws {
    for seed in UInt64(0)..<500 {
      let entries = Self.entries(seed: seed)
      var segment = Segment()
      for entry in entries { segment.append(entry) }
      #expect(try Self.read(segment.bytes) == entries)
      #expect(segment.last == entries.last)
    }
  }

  @Test func `a segment that was read goes on where it stopped`() throws {
    for seed in UInt64(0)..<100 {
      let entries = Self.entries(seed: seed)
      var whole = Segment()
      var stored = Segment()
      for entry in entries {
        whole.append(entry)
        stored = try Segment(bytes: stored.bytes)
        stored.append(entry)
      }
      #expect(stored.bytes == whole.bytes)
    }
  }

  @Test func `a value is stored only where it changed`() {
    var segment = Segment()
    var entry = SegmentEntry(
      reply: 1,
      observedAt: Timestamp(seconds: 1_800_000_000),
      learntAt: Timestamp(seconds: 1_800_000_001),
      cells: (1...100).map { SegmentEntry.Cell(key: $0, value: Int128($0) << 60) }
    )
    segment.append(entry)
    func growth() -> Int {
      let before = segment.bytes.count
      entry.reply += 1
      entry.observedAt = entry.observedAt.advanced(bySeconds: 3600)
      entry.learntAt = entry.observedAt.advanced(bySeconds: 1)
      segment.append(entry)
      return segment.bytes.count - before
    }
    let unchanged = growth()
    #expect(unchanged <= 8)
    entry.cells[70].value += 5_000_000_000_000
    #expect(growth() == unchanged + 2)
  }

  @Test func `bytes that are cut off or altered are damage or other entries, never a crash`() {
    var generator = SeededGenerator(seed: 7)
    for seed in UInt64(0)..<200 {
      var segment = Segment()
      for entry in Self.entries(seed: seed) { segment.append(entry) }
      var bytes = segment.bytes
      if Bool.random(using: &generator) {
        bytes.removeLast(.random(in: 1...bytes.count, using: &generator))
      } else {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          bytes[.random(in: bytes.indices, using: &generator)] = .random(
            in: 0...255,
            using: &generator
          )
        }
      }
      do {
        _ = try Self.read(bytes)
      } catch {
        #expect(error is DamagedBytes)
      }
    }
    let noise = (0..<2000).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
    }
    for bytes in noise { _ = try? Self.read(bytes) }
  }

  @Test func `amounts beside every power of two are read back, with any zeros at their end`() throws
  {
    for power in 0..<127 {
      for beside in -1...1 {
        for step: Int128 in [1, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000] {
          let amount = ((Int128(1) << power) + Int128(beside)) / step * step
          for amount in [amount, -amount] {
            var bytes: [UInt8] = []
            bytes.append(amount: amount)
            var reader = ByteReader(bytes)
            #expect(try reader.amount() == amount)
            #expect(reader.isAtEnd)
          }
        }
      }
    }
  }

  @Test(
    arguments: [
      // More zeros than an amount has, and more bits than 128.
      [0x28], [0xA8, 0x01], [0x87] + Array(repeating: 0xFF, count: 17) + [0x7F],
      [0xA0] + Array(repeating: 0xFF, count: 17) + [0x01], [0x80],
      [0x80] + Array(repeating: 0x80, count: 30) + [0x00],
    ] as [[UInt8]]
  )
  func `bytes that are no amount are damage`(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    #expect(throws: DamagedBytes.self) { try reader.amount() }
  }

  @Test func `numbers of every size are read back`() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let amount = Self.amount(&generator)
      let number = Int64(truncatingIfNeeded: amount)
      let count = UInt64(truncatingIfNeeded: amount >> 20)
      var bytes: [UInt8] = []
      bytes.append(amount: amount)
      bytes.append(number: number)
      bytes.append(count: count)
      bytes.append(text: "\(amount)")
      var reader = ByteReader(bytes)
      #expect(try reader.amount() == amount)
      #expect(try reader.number() == number)
      #expect(try reader.count() == count)
      #expect(try reader.text() == "\(amount)")
      #expect(reader.isAtEnd)
    }
    for amount in [Int128.min, .max, 0, -1] {
      var bytes: [UInt8] = []
      bytes.append(amount: amount)
      var reader = ByteReader(bytes)
      #expect(try reader.amount() == amount)
    }
    for number in [Int64.min, .max] {
      var bytes: [UInt8] = []
      bytes.append(number: number)
      var reader = ByteReader(bytes)
      #expect(try reader.number() == number)
    }
  }
}
