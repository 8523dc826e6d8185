/// What a reply said, as the bytes that the store packs: its headers, then its body.
struct ReplyContent: Hashable {
  var headers: [String: String]
  var body: [UInt8]

  init(headers: [String: String], body: [UInt8]) {
    self.headers = headers
    self.body = body
  }

  /// The bytes to pack.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count + 256)
    bytes.append(count: UInt64(headers.count))
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      bytes.append(text: name)
      bytes.append(text: value)
    }
    bytes.append(contentsOf: body)
    return bytes
  }

  /// Reads such bytes.
  init(bytes: [UInt8]) throws(DamagedBytes) {
    var reader = ByteReader(bytes)
    headers = [:]
    for _ in 0..<(try reader.size(upTo: bytes.count)) {
      let name = try reader.text()
      headers[name] = try reader.text()
    }
    body = reader.rest()
  }
}
