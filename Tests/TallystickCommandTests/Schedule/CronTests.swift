import Foundation
import ProviderSimulator
import Testing
import UsageModel

/// Debian's cron, which runs what `tally schedule --install` installed.
struct CronTests {
  private static let hasCron =
    SmallDisk.isAllowed && getuid() == 0
    && FileManager.default.isExecutableFile(atPath: "/usr/sbin/cron")
    && FileManager.default.fileExists(atPath: "/var/spool/cron/crontabs")

  /// Jobs of the machine must not run, and nobody's crontab may change: the process and its children see neither.
  private static let ownCron = """
    mount -t tmpfs tmpfs /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs \
    && chgrp crontab /var/spool/cron/crontabs && mount -t tmpfs tmpfs /run \
    && mount -t tmpfs tmpfs /etc/cron.d && { [ ! -e /etc/crontab ] || mount --bind /dev/null /etc/crontab; } \
    || exit 99
    """

  @Test(
    .enabled(if: hasCron, "this machine has no cron, or lets its user mount no spool"),
    .timeLimit(.minutes(10))
  )
  func `cron runs the installed lines, in its own environment`() async throws {
    // cron goes by the machine's clock.
    let accounts = try await SimulatedAccounts.make(at: Timestamp(Date()).description)
    // Every minute instead of the hours of the day; the rest of each line is as it was installed.
    let script = """
      \(Self.ownCron)
      "$1" schedule --install || exit 98
      crontab -l > installed || exit 97
      sed -E '/^[0-9]/ s/^([^ ]+ ){5}/* * * * * /' installed | crontab - || exit 96
      cron -f & daemon=$!
      tries=0
      until "$1" store info --json 2> errors | grep -q '"status": 0, "fetched": 5, "reports": 1,'; do
        tries=$((tries + 1)); [ $tries -lt 400 ] && sleep 1 || break
      done
      kill $daemon; wait $daemon
      [ $tries -lt 400 ] || exit 95
      """
    let run = try await StartedTally(
      [],
      in: accounts.folder.path,
      by: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"]
    ).wait()
    #expect(run.status == 0, "\(run.messages)")
    let jobs = try accounts.folder.text(of: "installed").split(separator: "\n")
      .filter { $0.first?.isNumber ?? false }
    #expect(jobs.contains { $0.contains(" run --config ") })
    #expect(jobs.contains { $0.contains(" fetch ") })
    // The report that `tally init` makes, of this month.
    let pages = try FileManager.default.subpathsOfDirectory(
      atPath: accounts.folder.path("Reports")
    )
    #expect(pages.contains("index.html"), "\(pages)")
    await accounts.simulator.stop()
  }
}
