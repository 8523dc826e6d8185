import TestSupport
import Testing

@testable import UsageStore

@Suite struct DeflateTests {
  private static func text(_ length: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<length).map { _ in UInt8.random(in: 32...64, using: &generator) }
  }

  @Test func `a text is unpacked as it was packed, alone and against another`() throws {
    var generator = SeededGenerator(seed: 1)
    let deflate = try Deflate()
    for length in [0, 1, 100, 5000, 32_768, 100_000] {
      let base = Self.text(length, &generator)
      var text = base
      text += Self.text(20, &generator)
      for base in [[], base, Self.text(10, &generator)] {
        let packed = deflate.packed(text, against: base)
        #expect(try deflate.unpacked(packed, length: text.count, against: base) == text)
      }
    }
  }

  @Test func `what a text has in common with its base takes next to nothing`() throws {
    var generator = SeededGenerator(seed: 2)
    let deflate = try Deflate()
    let base = Self.text(3000, &generator)
    var text = base
    text[1500] = 32
    #expect(deflate.packed(text).count > 1500)
    #expect(deflate.packed(text, against: base).count < 50)
  }

  @Test func `bytes that are cut off, altered or of another length are damage`() throws {
    var generator = SeededGenerator(seed: 3)
    let deflate = try Deflate()
    let text = Self.text(1000, &generator)
    let packed = deflate.packed(text)
    for (bytes, length) in [
      (Array(packed.dropLast(3)), 1000), (packed, 999), (packed, 1001), ([], 1000), ([0xFF], 1000),
    ] {
      #expect(throws: Deflate.Damage.self) { try deflate.unpacked(bytes, length: length) }
    }
    // The streams can be used again afterwards.
    #expect(try deflate.unpacked(packed, length: 1000) == text)
  }

  @Test func `a reply's headers and body are read back`() throws {
    for content in [
      ReplyContent(headers: [:], body: []),
      ReplyContent(headers: ["date": "a: b\nc", "": "", "ä": "ö"], body: Array("\n\n{}".utf8)),
      ReplyContent(headers: ["x": "y"], body: [0, 255, 10]),
    ] {
      #expect(try ReplyContent(bytes: content.bytes) == content)
    }
    for bytes: [UInt8] in [
      [], [1], [2, 1, 65], [255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
    ] {
      #expect(throws: DamagedBytes.self) { try ReplyContent(bytes: bytes) }
    }
  }
}
