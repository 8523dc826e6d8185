import Foundation
import Testing

/// `tally schedule`, with the program `crontab` of the machine.
struct ScheduleTests {
  private let now = ["--now", "2026-11-21T06:00:00Z"]

  @Test func `lines are printed for the folder, with absolute paths`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "my usage"], in: folder.path)
    let inside = folder.path("my usage")
    let printed = try await TallyProcess.run(["schedule"] + now, in: inside)
    #expect(printed.status == 0, "\(printed.messages)")
    #expect(printed.messages == "")
    let lines = printed.output.split(separator: "\n").map(String.init)
    let file = URL(filePath: inside).resolvingSymlinksInPath().path(percentEncoded: false)
      .appending("/tallystick.yaml")
    #expect(lines.first == "# BEGIN tallystick \(file)")
    #expect(lines.last == "# END tallystick \(file)")
    let jobs = lines.filter { !$0.hasPrefix("#") }
    #expect(jobs.count == 4)
    for job in jobs {
      let command = job.split(separator: " ", maxSplits: 5).last ?? ""
      #expect(command.hasPrefix("/"))
      #expect(command.contains(" --config '\(file)'"))
    }
    // The same from anywhere, and each time.
    let again = try await TallyProcess.run(
      ["schedule", "--config", "my usage/tallystick.yaml"] + now,
      in: folder.path
    )
    #expect(again.output == printed.output)
  }

  @Test func `a zone for cron moves the hours, and what is no zone is refused`() async throws {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    var outputs: Set<String> = []
    for zone in ["UTC", "Asia/Kolkata", "America/New_York"] {
      let run = try await TallyProcess.run(
        ["schedule", "--cron-zone", zone] + now,
        in: folder.path
      )
      #expect(run.output.contains("# The times are those of the machine's zone, \(zone).\n"))
      outputs.insert(run.output)
    }
    #expect(outputs.count == 3)
    for arguments in [
      ["--cron-zone", "Nowhere"], ["--systemd", "--cron-zone", "UTC"], ["--install", "--remove"],
    ] {
      #expect(try await TallyProcess.run(["schedule"] + arguments, in: folder.path).status == 2)
    }
  }

  @Test func `a broken configuration is told, and what is installed can still be removed`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("sources: 7\n", to: "tallystick.yaml")
    let printed = try await TallyProcess.run(["schedule"], in: folder.path)
    #expect(printed.status == 2)
    let removed = try await TallyProcess.run(
      ["schedule", "--systemd", "--remove"],
      in: folder.path
    )
    #expect(removed.status == 0, "\(removed.messages)")
  }

  /// A spool that only a process and its children see, so that nobody's crontab is touched.
  private static let spool = """
    mount -t tmpfs tmpfs /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs \
    && chgrp crontab /var/spool/cron/crontabs || exit 99
    """

  private static let hasCrontab =
    SmallDisk.isAllowed && getuid() == 0
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/crontab")
    && FileManager.default.fileExists(atPath: "/var/spool/cron/crontabs")

  @Test(
    .enabled(if: hasCrontab, "this machine has no crontab, or lets its user mount no spool"),
    arguments: ["", "# mine\nMAILTO=me@example.com\n\n5 4 * * * true # 100\\%\n"]
  )
  func `the machine's own crontab has our lines and then as many as before`(before: String)
    async throws
  {
    let folder = try TemporaryFolder()
    _ = try await TallyProcess.run(["init", "."], in: folder.path)
    try folder.write(before, to: "before")
    let script = """
      \(Self.spool)
      [ ! -s before ] || crontab before || exit 98
      "$1" schedule --install && crontab -l > installed && "$1" schedule --install \
      && crontab -l > again && "$1" schedule --remove || exit 97
      crontab -l > after; "$1" schedule --remove
      """
    let run = try await StartedTally(
      [],
      in: folder.path,
      by: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"]
    ).wait()
    #expect(run.status == 0, "\(run.messages)")
    let installed = try folder.text(of: "installed")
    #expect(installed.hasPrefix(before + "# BEGIN tallystick "))
    #expect(try folder.text(of: "again") == installed)
    #expect(try folder.text(of: "after") == before)
    let file = URL(filePath: folder.path("tallystick.yaml")).resolvingSymlinksInPath().path()
    let wanted = [
      "installed \(file)", "nothing to change for \(file)", "removed \(file)",
      "nothing installed of \(file)",
    ]
    let told = run.messages.split(separator: "\n").filter { $0.hasPrefix("crontab: ") }
    #expect(told.map(String.init) == wanted.map { "crontab: \($0)" })
  }
}
