extension Schedule {
  /// The first line of each unit, which tells whose it is.
  static func mark(of configuration: String) -> String { "# tallystick \(configuration)" }

  /// The units for the user's systemd: a service and its timer for each job.
  public var units: [SystemdUnit] {
    let digits = ScheduledMinutes.digits(of: configuration)
    let hour = minutes.hourly < 10 ? "0\(minutes.hourly)" : "\(minutes.hourly)"
    let fetching = [
      "*-*-* *:\(hour):00 UTC", "*-*-* \(SystemdUnit.clock(minutes.beforeMidnight)) UTC",
      "*-*-* \(SystemdUnit.clock(minutes.afterMidnight)) UTC",
    ]
    let minute = zones.minuteOfOwnDay(afterDayBy: minutes.delay, avoiding: minutes.taken)
    return unit(
      "tally-fetch-\(digits)",
      "Fetch usage",
      words: fetch,
      at: fetching,
      settings: Self.confinement
    )
      + unit(
        "tally-run-\(digits)",
        "Make usage reports",
        words: run,
        at: ["*-*-* \(SystemdUnit.clock(minute)) \(zoneName)"],
        settings: Self.freedom
      )
  }

  /// What a fetch never needs.
  ///
  /// User services can have no more than this on every system.
  private static let confinement = [
    "NoNewPrivileges=yes", "LockPersonality=yes", "MemoryDenyWriteExecute=yes",
    "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "SystemCallArchitectures=native",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
  ]

  private static let freedom = [
    "# No confinement here: mail programs change their group, and `hooks:` run what you like."
  ]

  private func unit(
    _ name: String,
    _ title: String,
    words: [String],
    at times: [String],
    settings: [String]
  ) -> [SystemdUnit] {
    // A specifier in a description would be filled in.
    let description = "Description=\(title): \(SystemdUnit.path(configuration))"
    let head = [
      Self.mark(of: configuration),
      "# `tally schedule --systemd --install` writes this file anew, with `--remove` it goes.",
      "[Unit]", description,
    ]
    let service =
      head + [
        "",
        "[Service]",
        "Type=oneshot",
        "WorkingDirectory=\(SystemdUnit.path(configuration.folderOfFile))",
        "ExecStart=\(words.map(SystemdUnit.word).joined(separator: " "))",
        "# Another run is at work: no failure.",
        "SuccessExitStatus=75",
        "TimeoutStartSec=1h",
        "Nice=10",
        "# No credential is ever in a core file.",
        "LimitCORE=0",
      ] + settings
    let timer =
      head + ["", "[Timer]"] + times.map { "OnCalendar=\($0)" } + [
        "# What was missed while the machine was off is done when it is on again.",
        "Persistent=true",
        "AccuracySec=30s",
        "",
        "[Install]",
        "WantedBy=timers.target",
      ]
    return [("service", service), ("timer", timer)].map { kind, lines in
      SystemdUnit(name: "\(name).\(kind)", text: lines.map { $0 + "\n" }.joined())
    }
  }
}
