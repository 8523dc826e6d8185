import Foundation
import Testing
import UsageModel

@testable import Tallystick

struct ScheduleCheckTests {
  private static let now = Timestamp(seconds: 1_790_000_000)

  private func lines(
    _ folder: ProgramFolder,
    program: String = "/usr/bin/tally",
    isCronRunning: Bool = true
  ) async throws -> [String] {
    await ScheduleCheck(
      try doctorConfiguration(file: "\(folder.path)/t.yaml"),
      folder.environment,
      now: Self.now,
      program: program,
      zone: .gmt,
      isCronRunning: { isCronRunning }
    ).lines().map {
      $0.replacing(ScheduledFile.path(of: "\(folder.path)/t.yaml"), with: "F/t.yaml")
    }
  }

  private func schedule(_ folder: ProgramFolder) throws -> Schedule {
    try Schedule(
      program: "/usr/bin/tally",
      configuration: ScheduledFile.path(of: "\(folder.path)/t.yaml"),
      calendar: .utc,
      cronZone: .gmt,
      now: Self.now
    )
  }

  private let nothing = [
    "note: nothing runs `tally` for this folder", "    tally schedule --install --config F/t.yaml",
  ]

  @Test func `lines that would be installed now are fine, others are told`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab()
      #expect(try await lines(folder) == nothing)
      _ = try await UserCrontab(environment: folder.environment).install(schedule(folder))
      #expect(try await lines(folder).isEmpty)
      #expect(
        try await lines(folder, program: "/opt/tally") == [
          "note: the crontab lines of this folder are not what would be installed now; the program moved, "
            + "or a time zone changed",
          "    tally schedule --install --config F/t.yaml",
        ]
      )
      #expect(
        try await lines(folder, isCronRunning: false) == [
          "fault: the crontab has lines for this folder, but cron does not run",
          "    service cron start",
        ]
      )
    }
  }

  @Test func `a line of one's own will do, a comment will not`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab()
      let file = ScheduledFile.path(of: "\(path)/t.yaml")
      try write("# tally run --config \(file)\n", to: "\(path)/kept")
      #expect(try await lines(folder) == nothing)
      try write("5 5 * * * tally run --config \(file)\n", to: "\(path)/kept")
      #expect(try await lines(folder).isEmpty)
    }
  }

  @Test func `units of systemd will do`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab()
      try folder.add("systemctl", ":")
      _ = try await UserUnits(environment: folder.environment).install(schedule(folder))
      #expect(try await lines(folder, isCronRunning: false).isEmpty)
      #expect(
        try await lines(folder, program: "/opt/tally").last
          == "    tally schedule --systemd --install --config F/t.yaml"
      )
    }
  }
}
