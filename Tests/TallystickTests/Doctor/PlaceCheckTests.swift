import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// The disk, the folder of reports, the store and the time zone.
struct PlaceCheckTests {
  @Test(arguments: [
    (
      Int64(99), nil as Int64?,
      ["are free; the store should have 100 MiB", "are free; the reports should have 100 MiB"]
    ),
    (100, nil, []),
    (
      1000, 99,
      [
        "has no room for more files, which the store needs",
        "has no room for more files, which the reports needs",
      ]
    ),
    (1000, 100, []),
  ])
  func `a disk with less than a hundred mebibytes or files is a fault`(
    mebibytes: Int64,
    files: Int64?,
    texts: [String]
  ) async throws {
    let configuration = try doctorConfiguration(file: "/srv/t.yaml")
    let check = DiskSpaceCheck(configuration: configuration) { _ in
      DiskRoom(bytes: mebibytes << 20, files: files)
    }
    let found = await check.findings()
    #expect(found.map(\.severity) == texts.map { _ in .fault })
    for (finding, text) in zip(found, texts) { #expect(finding.text.hasSuffix(text)) }
  }

  @Test func `a store needs room for itself twice`() async throws {
    try await withTemporaryFolder { folder in
      // A file of 60 MiB that takes no room.
      try write("", to: "\(folder)/tallystick.sqlite")
      truncate("\(folder)/tallystick.sqlite", 60 << 20)
      let configuration = try doctorConfiguration(file: "\(folder)/t.yaml")
      let check = DiskSpaceCheck(configuration: configuration) { _ in
        DiskRoom(bytes: 119 << 20, files: nil)
      }
      #expect(
        await check.lines().map { $0.replacing(folder, with: "F") }
          == ["fault: F: 119 MiB are free; the store should have 120 MiB", "    df -h F"]
      )
    }
  }

  @Test func `the room of a disk is that of the nearest folder that is there`() throws {
    let here = FileManager.default.currentDirectoryPath
    #expect(DiskRoom.folder(around: "\(here)/not/there/x") == here)
    #expect(DiskRoom.folder(around: "x") == ".")
    #expect(DiskRoom.folder(around: "/x") == "/")
    #expect(try #require(DiskRoom(at: here)).bytes > 0)
  }

  @Test func `a folder in which files can be made and moved is fine, and is left as it was`()
    async throws
  {
    try await withTemporaryFolder { folder in
      try write("old", to: "\(folder)/Reports/x.html")
      #expect(await OutputCheck(folder: "\(folder)/Reports").lines().isEmpty)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Reports") == ["x.html"]
      )
      #expect(await OutputCheck(folder: "\(folder)/new/Reports").lines().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["Reports"])
    }
  }

  @Test func `a file in the place of the folder is a fault`() async throws {
    try await withTemporaryFolder { folder in
      try write("", to: "\(folder)/Reports")
      #expect(
        await OutputCheck(folder: "\(folder)/Reports").lines()
          == ["fault: \(folder)/Reports: this is a file; name a folder in `output:`"]
      )
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func `a folder that may not be written is a fault, and so is one that cannot be made`()
    async throws
  {
    try await withTemporaryFolder { folder in
      chmod(folder, 0o500)
      defer { chmod(folder, 0o700) }
      let mend = "    chown -R \(geteuid()) \(folder)"
      #expect(
        await OutputCheck(folder: folder).lines() == [
          "fault: \(folder)/.tally-doctor: cannot be written: permission denied", mend,
        ]
      )
      #expect(
        await OutputCheck(folder: "\(folder)/new").lines() == [
          "fault: \(folder)/new: the folder cannot be made: permission denied", mend,
        ]
      )
    }
  }

  @Test func `a folder of the system in which nobody makes files is a fault`() async throws {
    let lines = await OutputCheck(folder: "/proc").lines()
    #expect(lines.first?.hasPrefix("fault: /proc/.tally-doctor: cannot be written: ") == true)
    #expect(lines.count == 2)
  }

  @Test func `a damaged store is told, and nothing is looked up in it`() async throws {
    try await withTemporaryFolder { folder in
      let configuration = try doctorConfiguration(file: "\(folder)/t.yaml")
      let absent = StoreCheck(configuration: configuration, now: Timestamp(seconds: 0))
      #expect(
        await absent.lines()
          == ["note: \(folder)/tallystick.sqlite: there is no store yet", "    tally fetch"]
      )
      _ = try configuration.openStore(at: Timestamp(seconds: 0))
      let whole = StoreCheck(configuration: configuration, now: Timestamp(seconds: 0))
      #expect(await whole.lines().isEmpty)
      #expect(whole.usage != nil)
      try write("no store", to: "\(folder)/tallystick.sqlite")
      let damaged = StoreCheck(configuration: configuration, now: Timestamp(seconds: 0))
      #expect(await damaged.findings().map(\.severity) == [.fault])
      #expect(damaged.usage == nil)
    }
  }

  @Test func `a zone that the machine does not have, or has otherwise, is told`() async throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let now = try #require(Timestamp(rfc3339: "2026-11-21T06:00:00Z"))
    try await withTemporaryFolder { folder in
      #expect(
        await TimeZoneCheck(zone: berlin, now: now, folder: folder).lines() == [
          "note: \(folder) has no time zone Europe/Berlin, which systemd's timers need",
          "    apt-get install tzdata",
        ]
      )
      let system = "/usr/share/zoneinfo"
      guard FileManager.default.fileExists(atPath: "\(system)/Africa/Tunis") else { return }
      #expect(await TimeZoneCheck(zone: berlin, now: now, folder: system).lines().isEmpty)
      // Tunis has the time of Berlin, and no summer time.
      try FileManager.default.createDirectory(
        atPath: "\(folder)/Europe",
        withIntermediateDirectories: true
      )
      try FileManager.default.copyItem(
        atPath: "\(system)/Africa/Tunis",
        toPath: "\(folder)/Europe/Berlin"
      )
      let lines = await TimeZoneCheck(zone: berlin, now: now, folder: folder).lines()
      #expect(
        lines.first?.hasPrefix("note: the offset of Europe/Berlin at 2027-03-28T12:00:00Z is ")
          == true
      )
    }
  }
}
