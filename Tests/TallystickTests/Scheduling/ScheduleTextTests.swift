import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// What is installed, word for word.
struct ScheduleTextTests {
  private func schedule(
    configuration: String = "/srv/my usage/100%/tallystick.yaml",
    program: String = "/usr/bin/tally",
    environmentFile: String? = nil,
    zone: String = "Europe/Berlin"
  ) throws -> Schedule {
    try Schedule(
      program: program,
      configuration: configuration,
      environmentFile: environmentFile,
      calendar: ReportingCalendar(timeZone: try #require(TimeZone(identifier: zone))),
      cronZone: try #require(TimeZone(identifier: "America/New_York")),
      now: try #require(Timestamp(rfc3339: "2026-11-21T06:00:00Z"))
    )
  }

  @Test func `the lines of a crontab`() throws {
    let text = try schedule(environmentFile: "/srv/my usage/env").crontab()
    #expect(
      text == """
        # BEGIN tallystick /srv/my usage/100%/tallystick.yaml
        # `tally schedule --install` writes these lines anew, `tally schedule --remove` takes them away.
        # cron mails what a line prints to you, or to the address of a line MAILTO=you@example.com above.
        # It has none of your shell's variables. The variables of { env: NAME } come from /srv/my usage/env.
        # The times are those of the machine's zone, America/New_York.
        # Fetch each hour.
        47 * * * * /usr/bin/tally fetch --quiet --config '/srv/my usage/100\\%/tallystick.yaml' >/dev/null 2>&1
        # Fetch before and after midnight UTC, where billing windows end.
        9 19,20 * * * /usr/bin/tally fetch --quiet --config '/srv/my usage/100\\%/tallystick.yaml' >/dev/null 2>&1
        57 18,19 * * * /usr/bin/tally fetch --quiet --config '/srv/my usage/100\\%/tallystick.yaml' >/dev/null 2>&1
        # Fetch, make the reports, look at the budgets and notify, when the day is over in Europe/Berlin.
        3 20 * * * /usr/bin/tally run --config '/srv/my usage/100\\%/tallystick.yaml'
        # END tallystick /srv/my usage/100%/tallystick.yaml

        """
    )
  }

  @Test func `without a file of variables, the lines say where to name one`() throws {
    let text = try schedule().crontab()
    #expect(text.contains("For { env: NAME }, name a file of NAME=value lines in `env_file:`."))
  }

  @Test func `the units of systemd`() throws {
    let units = try schedule(configuration: "/srv/a $b/100%/tallystick.yaml").units
    let texts = units.map { "== \($0.name)\n\($0.text)" }.joined()
    #expect(
      texts == """
        == tally-fetch-7a29c320.service
        # tallystick /srv/a $b/100%/tallystick.yaml
        # `tally schedule --systemd --install` writes this file anew, with `--remove` it goes.
        [Unit]
        Description=Fetch usage: /srv/a $b/100%%/tallystick.yaml

        [Service]
        Type=oneshot
        WorkingDirectory=/srv/a $b/100%%
        ExecStart=/usr/bin/tally fetch --quiet --config "/srv/a $$b/100%%/tallystick.yaml"
        # Another run is at work: no failure.
        SuccessExitStatus=75
        TimeoutStartSec=1h
        Nice=10
        # No credential is ever in a core file.
        LimitCORE=0
        NoNewPrivileges=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        == tally-fetch-7a29c320.timer
        # tallystick /srv/a $b/100%/tallystick.yaml
        # `tally schedule --systemd --install` writes this file anew, with `--remove` it goes.
        [Unit]
        Description=Fetch usage: /srv/a $b/100%%/tallystick.yaml

        [Timer]
        OnCalendar=*-*-* *:40:00 UTC
        OnCalendar=*-*-* 23:57:00 UTC
        OnCalendar=*-*-* 00:04:00 UTC
        # What was missed while the machine was off is done when it is on again.
        Persistent=true
        AccuracySec=30s

        [Install]
        WantedBy=timers.target
        == tally-run-7a29c320.service
        # tallystick /srv/a $b/100%/tallystick.yaml
        # `tally schedule --systemd --install` writes this file anew, with `--remove` it goes.
        [Unit]
        Description=Make usage reports: /srv/a $b/100%%/tallystick.yaml

        [Service]
        Type=oneshot
        WorkingDirectory=/srv/a $b/100%%
        ExecStart=/usr/bin/tally run --config "/srv/a $$b/100%%/tallystick.yaml"
        # Another run is at work: no failure.
        SuccessExitStatus=75
        TimeoutStartSec=1h
        Nice=10
        # No credential is ever in a core file.
        LimitCORE=0
        # No confinement here: mail programs change their group, and `hooks:` run what you like.
        == tally-run-7a29c320.timer
        # tallystick /srv/a $b/100%/tallystick.yaml
        # `tally schedule --systemd --install` writes this file anew, with `--remove` it goes.
        [Unit]
        Description=Make usage reports: /srv/a $b/100%%/tallystick.yaml

        [Timer]
        OnCalendar=*-*-* 01:10:00 Europe/Berlin
        # What was missed while the machine was off is done when it is on again.
        Persistent=true
        AccuracySec=30s

        [Install]
        WantedBy=timers.target

        """
    )
  }

  @Test(arguments: ["/srv/a\nb/tallystick.yaml", "/srv/\u{7}/tallystick.yaml", "relative.yaml"])
  func `a path that cannot stand in a line is refused`(path: String) {
    let error = #expect(throws: ScheduleError.self) { _ = try schedule(configuration: path) }
    #expect(error?.code == .unavailable)
  }

  @Test func `a path that is longer than cron reads is refused, with a way out`() throws {
    let path = "/" + String(repeating: "a", count: 950) + "/tallystick.yaml"
    let schedule = try schedule(configuration: path)
    let error = #expect(throws: ScheduleError.self) { _ = try schedule.crontab() }
    #expect(
      error?.description
        == "the paths are too long for a line of a crontab (998 bytes); make a symbolic link to the folder, "
        + "and name it by `--config`"
    )
  }
}
