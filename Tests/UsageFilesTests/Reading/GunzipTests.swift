import Testing
import UsageModel

@testable import UsageFiles

/// Packed files.
struct GunzipTests {
  private let text = Array(
    FocusRows((1...300).map { ["BilledCost": "\($0)", "ServiceName": "Disk \($0 % 7)"] }).text.utf8
  )

  private func unpacked(_ bytes: [UInt8], chunk: Int = 1 << 20, room: Int = 4096) throws -> [UInt8]
  {
    let file = try Gunzip(bytes.source(chunk: chunk))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 1)
    defer { buffer.deallocate() }
    var all: [UInt8] = []
    while case let count = try file.read(buffer), count > 0 { all += buffer[..<count] }
    return all
  }

  @Test(arguments: [1, 3, 1000, 1 << 20])
  func `a packed file reads as the plain one`(chunk: Int) throws {
    let packed = try gzipped(text)
    #expect(packed.count < text.count / 4)
    #expect(try unpacked(packed, chunk: chunk) == text)
    #expect(try unpacked(text, chunk: chunk) == text)
    #expect(try unpacked([], chunk: chunk) == [])
    #expect(try unpacked([0x1F], chunk: chunk) == [0x1F])
  }

  @Test func `several members read as one file, zeros behind them as nothing`() throws {
    let half = text.count / 2
    let members = try gzipped(Array(text[..<half])) + gzipped([]) + gzipped(Array(text[half...]))
    #expect(try unpacked(members, chunk: 7) == text)
    #expect(try unpacked(members + [0, 0, 0]) == text)
  }

  @Test func `a file that is cut anywhere is told`() throws {
    let packed = try gzipped(text)
    for count in stride(from: 2, to: packed.count, by: 11) {
      #expect(
        throws: FileDamage(message: "the packed file ends too early; get it once more")
      ) {
        try unpacked(Array(packed[..<count]))
      }
    }
  }

  @Test func `a changed byte is told`() throws {
    var packed = try gzipped(text)
    // The checksum of the content is in the last eight bytes.
    packed[packed.count - 6] ^= 1
    #expect(throws: FileDamage(message: "the packed file is damaged; get it once more")) {
      try unpacked(packed)
    }
    #expect(
      throws: FileDamage(message: "something else follows the packed data; get the file once more")
    ) {
      try unpacked(gzipped(text) + [1, 2])
    }
  }

  @Test func `the charges of a packed file are those of the plain one`() throws {
    let plain = try reading(text)
    let packed = try reading(gzipped(text))
    #expect(plain.periods.count == 1)
    #expect(packed.periods.map(\.rows) == [300])
    #expect(try packed.periods[0].charges.totals() == plain.periods[0].charges.totals())
    var cut = try gzipped(text)
    cut.removeLast(9)
    let part = try reading(cut)
    #expect(part.isCut)
    #expect(part.problems == ["focus.csv: the packed file ends too early; get it once more"])
  }
}
