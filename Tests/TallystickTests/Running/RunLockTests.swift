import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// The lock that lets one run at a time work.
struct RunLockTests {
  private let now = Timestamp(seconds: 1_795_240_800)

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID())")
      .path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body("\(folder)/usage.sqlite")
  }

  @Test func `one at a time has it, and the others are told who`() async throws {
    try await withFolder { store in
      let first = try RunLock(of: store, at: now)
      let failure = #expect(throws: RunLock.Failure.self) { _ = try RunLock(of: store, at: now) }
      #expect(
        failure
          == .held(
            "another run is at work: process \(getpid()) on \(ProcessInfo.processInfo.hostName), since "
              + "2026-11-21T06:00:00Z; try again later, or wait for it with `--wait 10m`"
          )
      )
      withExtendedLifetime(first) {}
    }
  }

  @Test func `it is free once its holder lets go`() async throws {
    try await withFolder { store in
      do { _ = try RunLock(of: store, at: now) }
      _ = try RunLock(of: store, at: now)
    }
  }

  @Test func `who waits gets it`() async throws {
    try await withFolder { store in
      var first: RunLock? = try RunLock(of: store, at: now)
      withExtendedLifetime(first) {}
      async let second = RunLock.take(of: store, at: now, waiting: .seconds(60))
      try await Task.sleep(for: .milliseconds(50))
      first = nil
      _ = try await second
    }
  }

  @Test func `a lock that cannot be made is no lock that is held`() {
    let failure = #expect(throws: RunLock.Failure.self) {
      _ = try RunLock(of: "/nowhere/usage.sqlite", at: now)
    }
    #expect(
      failure
        == .unusable(
          "/nowhere/usage.sqlite.lock: the lock cannot be opened: no such file or directory"
        )
    )
  }
}
