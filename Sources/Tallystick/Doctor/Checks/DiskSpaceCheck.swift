import Foundation

/// Whether there is room for what will be written.
struct DiskSpaceCheck: DoctorCheck {
  let name = "disk-space"
  private let store: String
  private let output: String
  private let room: @Sendable (String) -> DiskRoom?

  /// Looks at the disks of the store and of the reports; `room` tells how much a disk has.
  init(
    configuration: Configuration,
    room: @escaping @Sendable (String) -> DiskRoom? = DiskRoom.init(at:)
  ) {
    store = configuration.store
    output = configuration.output
    self.room = room
  }

  /// Less is too little for anything.
  static let least: Int64 = 100 << 20

  func findings() async -> [DoctorFinding] {
    let size = ["", "-wal"].reduce(Int64(0)) { $0 + Self.bytes(of: store + $1) }
    // Compacting writes the store a second time, and its log grows meanwhile.
    let stored = finding(at: store, needing: max(Self.least, 2 * size), "the store")
    let written = finding(at: output, needing: Self.least, "the reports")
    return (stored + written)
  }

  private func finding(at path: String, needing bytes: Int64, _ what: String) -> [DoctorFinding] {
    let place = DiskRoom.folder(around: path)
    guard let room = room(place) else { return [] }
    let mend = "df -h \(ShellWord.quoted(place))"
    if room.files.map({ $0 < 100 }) ?? false {
      let text = "\(place): the disk has no room for more files, which \(what) needs"
      return [DoctorFinding(.fault, text, mend: "df -i \(ShellWord.quoted(place))")]
    }
    guard room.bytes < bytes else { return [] }
    let text =
      "\(place): \(Self.mebibytes(room.bytes)) are free; \(what) should have \(Self.mebibytes(bytes))"
    return [DoctorFinding(.fault, text, mend: mend)]
  }

  private static func bytes(of path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  private static func mebibytes(_ bytes: Int64) -> String { "\(bytes >> 20) MiB" }
}
