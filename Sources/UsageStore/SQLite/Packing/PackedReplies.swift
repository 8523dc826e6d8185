import Foundation
import GRDB
import UsageModel

/// Reads the packed contents of replies.
final class PackedReplies {
  private let database: Database
  private let deflate: Deflate
  /// What was unpacked last: the next reply most often rests on it.
  private var last: (id: Int64, content: Content)?

  /// An unpacked content.
  struct Content {
    var bytes: [UInt8]
    /// How many others it rests on.
    var depth: Int
  }

  /// A reply is packed against the one before it, and that one in turn, up to so many: more save little, and all
  /// of them have to be unpacked to read one.
  static let mostDepth = 63

  /// No reply is longer, so that a damaged length asks for no more memory than there is.
  private static let longest = 1 << 30

  /// Packs a content against another, after its length.
  static func packed(
    _ content: [UInt8],
    against base: [UInt8] = [],
    _ deflate: Deflate
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(count: UInt64(content.count))
    return bytes + deflate.packed(content, against: base)
  }

  /// What tells two replies of one moment apart, and which of them counts: the first half of the SHA-256 of the
  /// body, which is as good as all of it for both.
  static func digest(of body: [UInt8]) -> [UInt8] { Array(SHA256.digest(of: body).prefix(16)) }

  init(database: Database, deflate: Deflate) {
    self.database = database
    self.deflate = deflate
  }

  /// A reply's content; nil where it was pruned.
  func content(of reply: Int64) throws -> Content? {
    // From the reply down to the one that rests on no other, or to what is known.
    var chain: [[UInt8]] = []
    var content = Content(bytes: [], depth: -1)
    var next: Int64? = reply
    while let id = next {
      if let last, last.id == id {
        content = last.content
        break
      }
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT base_id, content FROM reply WHERE id = ?"),
        arguments: [id]
      )
      guard let row, chain.count <= Self.mostDepth else { throw Self.damage(of: reply) }
      guard let packed = row[1] as Data? else {
        // What others rest on is never pruned.
        guard chain.isEmpty else { throw Self.damage(of: reply) }
        return nil
      }
      chain.append(Array(packed))
      next = row[0]
    }
    for part in chain.reversed() {
      do {
        var reader = ByteReader(part)
        let length = try reader.size(upTo: Self.longest)
        content.bytes = try deflate.unpacked(
          reader.rest(),
          length: length,
          against: content.bytes
        )
      } catch {
        throw Self.damage(of: reply)
      }
      content.depth += 1
    }
    last = (reply, content)
    return content
  }

  /// A reply as it came; nil where it was pruned.
  func reply(_ id: Int64, request: String) throws -> ProviderReply? {
    guard let bytes = try content(of: id)?.bytes,
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT observed_at, learnt_at FROM reply WHERE id = ?"),
        arguments: [id]
      )
    else { return nil }
    do {
      let content = try ReplyContent(bytes: bytes)
      return ProviderReply(
        request: request,
        headers: content.headers,
        body: content.body,
        observedAt: Timestamp(milliseconds: row[0]),
        learntAt: Timestamp(milliseconds: row[1])
      )
    } catch {
      throw Self.damage(of: id)
    }
  }

  private static func damage(of reply: Int64) -> StoreDamage {
    StoreDamage("the content of reply \(reply)")
  }
}
