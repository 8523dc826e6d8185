import Foundation
import Testing

@testable import Tallystick

@Suite struct AtomicFileTests {
  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  @Test func `a file is written with the folders above it, and no other is left`() async throws {
    try await withTemporaryFolder { folder async throws in
      #expect(try AtomicFile.write(Array("one".utf8), to: "\(folder)/a/b/c.txt"))
      #expect(text(of: "\(folder)/a/b/c.txt") == "one")
      #expect(try AtomicFile.write(Array("two".utf8), to: "\(folder)/a/b/c.txt"))
      #expect(text(of: "\(folder)/a/b/c.txt") == "two")
      #expect(try AtomicFile.write([], to: "\(folder)/a/b/c.txt"))
      #expect(text(of: "\(folder)/a/b/c.txt") == "")
      #expect(names(in: "\(folder)/a/b") == ["c.txt"])
      #expect(try AtomicFile.write([1], to: "\(folder)/x"))
    }
  }

  @Test func `unchanged content does not touch the file`() async throws {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/a.txt"
      try AtomicFile.write(Array("one".utf8), to: path)
      let then = Date(timeIntervalSince1970: 1_000_000_000)
      try FileManager.default.setAttributes([.modificationDate: then], ofItemAtPath: path)
      #expect(try !AtomicFile.write(Array("one".utf8), to: path))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.modificationDate] as? Date == then)
    }
  }

  @Test func `a file keeps its permissions`() async throws {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/a.txt"
      try write("old", to: path, mode: 0o600)
      try AtomicFile.write(Array("new".utf8), to: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func `what cannot be written says why, and leaves nothing`() async throws {
    try await withTemporaryFolder { folder async throws in
      try write("x", to: "\(folder)/file")
      let inFile = #expect(throws: OutputError.self) {
        try AtomicFile.write([1], to: "\(folder)/file/a.txt")
      }
      #expect(inFile?.description == "\(folder)/file: cannot be written: not a directory")
      try FileManager.default.createDirectory(
        atPath: "\(folder)/taken/x",
        withIntermediateDirectories: true
      )
      let onFolder = #expect(throws: OutputError.self) {
        try AtomicFile.write([1], to: "\(folder)/taken")
      }
      #expect(onFolder?.description == "\(folder)/taken: cannot be written: is a directory")
      #expect(names(in: folder) == ["file", "taken"])
      let nowhere = #expect(throws: OutputError.self) {
        try AtomicFile.write([1], to: "/proc/tally/a.txt")
      }
      #expect(nowhere?.description.hasPrefix("/proc/tally: cannot be written: ") == true)
    }
  }

  @Test func `writers of one file do not disturb each other`() async throws {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/a.txt"
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<20 {
          group.addTask {
            _ = try? AtomicFile.write([UInt8](repeating: UInt8(index), count: 100_000), to: path)
          }
        }
      }
      let bytes = try #require(FileManager.default.contents(atPath: path))
      #expect(bytes.count == 100_000)
      #expect(Set(bytes).count == 1)
      #expect(names(in: folder) == ["a.txt"])
    }
  }
}

@Suite struct TemporaryFileTests {
  @Test func `what a killed writer left is removed by the next reports in the folder`() async throws
  {
    try await withTemporaryFolder { folder async throws in
      try write("half", to: "\(folder)/a.txt.tally-4711-3.tmp")
      try write("half", to: "\(folder)/other.txt.tally-1-1.tmp")
      try ReportFolder(folder).write([])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["index.html", "index.md"]
      )
    }
  }

  @Test func `what a running writer holds, and what others named, stays`() async throws {
    try await withTemporaryFolder { folder async throws in
      let held = "\(folder)/a.txt.tally-4711-3.tmp"
      try write("half", to: held)
      let file = open(held, O_RDWR | O_CLOEXEC)
      #expect(flock(file, LOCK_EX) == 0)
      for name in ["b.tmp", "a.txt.1-2.tmp", "tally-1-1.tmp", "a.tally-1-1.txt"] {
        try write("mine", to: "\(folder)/\(name)")
      }
      try write("mine", to: "\(folder)/folder.tally-1-1.tmp/x")
      let before = try FileManager.default.contentsOfDirectory(atPath: folder)
      TemporaryFile.removeAbandoned(in: folder)
      try AtomicFile.write(Array("new".utf8), to: "\(folder)/a.txt")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == (before + ["a.txt"]).sorted()
      )
      close(file)
      TemporaryFile.removeAbandoned(in: folder)
      #expect(!FileManager.default.fileExists(atPath: held))
    }
  }

  @Test func `a link stays and leads to the new file, and a device is not replaced`() async throws {
    try await withTemporaryFolder { folder async throws in
      let manager = FileManager.default
      try manager.createSymbolicLink(
        atPath: "\(folder)/link.csv",
        withDestinationPath: "real.csv"
      )
      try AtomicFile.write(Array("one".utf8), to: "\(folder)/link.csv")
      #expect(manager.contents(atPath: "\(folder)/real.csv") == Data("one".utf8))
      #expect(
        try manager.destinationOfSymbolicLink(atPath: "\(folder)/link.csv") == "real.csv"
      )
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      #expect(throws: OutputError.self) {
        try AtomicFile.write(to: "\(folder)/pipe") { sink in try sink(Array("one".utf8)) }
      }
    }
  }
}
