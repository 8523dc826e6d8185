import Foundation

/// Counts the connections of this machine, as the system's own table has them.
enum Connections {
  /// How many connections from elsewhere to these ports are open.
  ///
  /// The table changes while it is read: one that closes and the one after it can both be counted.
  static func open(to ports: Set<UInt16>) -> Int {
    // The file has no size before it is read.
    guard let file = FileHandle(forReadingAtPath: "/proc/self/net/tcp"),
      let bytes = try? file.readToEnd()
    else { return 0 }
    let table = String(decoding: bytes, as: UTF8.self)
    return table.split(separator: "\n").dropFirst().count { line in
      let fields = line.split(separator: " ")
      // 01 is an established connection; the third field is the address of the other side.
      guard fields.count > 3, fields[3] == "01",
        let port = fields[2].split(separator: ":").last.flatMap({ UInt16($0, radix: 16) })
      else { return false }
      return ports.contains(port)
    }
  }
}
