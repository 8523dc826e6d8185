import Foundation
import Testing
import UsageModel

@testable import Tallystick

struct UserCrontabTests {
  private func schedule(_ folder: String = "/srv/a") throws -> Schedule {
    try Schedule(
      program: "/usr/bin/tally",
      configuration: "\(folder)/tallystick.yaml",
      calendar: .utc,
      cronZone: .gmt,
      now: Timestamp(seconds: 1_790_000_000)
    )
  }

  @Test func `a user without a crontab has none again after removing`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab()
      let crontab = UserCrontab(environment: folder.environment)
      let schedule = try schedule()
      #expect(try await crontab.install(schedule))
      #expect(folder.kept == (try schedule.crontab()))
      #expect(try await crontab.install(schedule) == false)
      #expect(try await crontab.remove(schedule.configuration))
      #expect(folder.kept == nil)
      #expect(try await crontab.remove(schedule.configuration) == false)
    }
  }

  @Test func `two folders each have their own lines`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab()
      let crontab = UserCrontab(environment: folder.environment)
      let (first, second) = (try schedule("/srv/a"), try schedule("/srv/b"))
      #expect(try await crontab.install(first))
      #expect(try await crontab.install(second))
      #expect(folder.kept == (try first.crontab() + second.crontab()))
      #expect(try await crontab.remove(first.configuration))
      #expect(folder.kept == (try second.crontab()))
    }
  }

  @Test func `what somebody else writes at the same time is not lost`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      // The second look comes right before the writing.
      let once = "echo x >> $KEPT-looks; [ $(wc -l < $KEPT-looks) != 2 ] || echo '# mine' >> $KEPT"
      try folder.addCrontab(beforeListing: once)
      let schedule = try schedule()
      #expect(try await UserCrontab(environment: folder.environment).install(schedule))
      #expect(folder.kept == (try "# mine\n" + schedule.crontab()))
    }
  }

  @Test func `a crontab that changes all the time is left alone`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.addCrontab(beforeListing: "echo '# mine' >> $KEPT")
      let schedule = try schedule()
      let error = await #expect(throws: ScheduleError.self) {
        _ = try await UserCrontab(environment: folder.environment).install(schedule)
      }
      #expect(
        error?.description
          == "crontab: somebody else is changing it, so nothing was changed; try again"
      )
      #expect(folder.kept?.contains("tallystick") == false)
    }
  }

  @Test func `a crontab that cannot be read is not taken for an empty one`() async throws {
    try await withTemporaryFolder { path in
      let folder = ProgramFolder(path: path)
      try folder.add(
        "crontab",
        """
        [ "$1" = -l ] || { cat > "$KEPT"; exit; }
        echo "You (tester) are not allowed to use this program (crontab)" >&2
        echo "See crontab(1) for more information" >&2
        exit 1
        """
      )
      let schedule = try schedule()
      let error = await #expect(throws: ScheduleError.self) {
        _ = try await UserCrontab(environment: folder.environment).install(schedule)
      }
      #expect(
        error?.description
          == "crontab: cannot be read: You (tester) are not allowed to use this program (crontab); "
          + "See crontab(1) for more information"
      )
      #expect(folder.kept == nil)
    }
  }

  @Test func `a machine without crontab is told what to install`() async throws {
    try await withTemporaryFolder { path in
      var crontab = UserCrontab(environment: ["PATH": path])
      crontab.folders = []
      let absent = crontab
      let schedule = try schedule()
      let error = await #expect(throws: ScheduleError.self) {
        _ = try await absent.install(schedule)
      }
      #expect(
        error?.description
          == "there is no program crontab; run `apt-get install cron`, or `tally schedule --systemd --install`"
      )
      #expect(error?.code == .unavailable)
    }
  }
}
