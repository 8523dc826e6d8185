import UsageModel

extension SettingGroup {
  /// What ends a script.
  static let limits = SettingGroup(
    name: "limits",
    summary: "What ends a script, which cannot catch the error.",
    settings: [
      Setting("script_seconds", .form(.duration), standard: "10s", "Processor time."),
      Setting(
        "script_memory",
        .form(.size),
        standard: "256 MiB",
        "Lua's memory and what the host holds for the script; 1 MiB at least."
      ),
      Setting(
        "script_output",
        .form(.size),
        standard: "16 MiB",
        "What is printed and logged, and the text of the report."
      ),
    ]
  )

  /// How pages look.
  static let theme = SettingGroup(
    name: "theme",
    summary: "How pages look.",
    settings: [
      Setting("accent", .form(.color), "The colour of links and bars on a light page."),
      Setting("accent_dark", .form(.color), "The same on a dark page."),
      Setting("font", .text, "Names of fonts between commas, for text."),
      Setting("code_font", .text, "The same for code."),
    ]
  )

  /// One app.
  static let app = SettingGroup(
    name: "apps",
    summary: "An app, by the platform's id of it or by the name that a source's `app` gives.",
    settings: [
      Setting("name", .text, standard: "the id", "What reports show."),
      Setting("tags", .map(.text), "Added to those of the source, and win where both have one."),
    ]
  )

  /// One report.
  static let report = SettingGroup(
    name: "reports",
    summary: "A report that `tally report` and `tally run` make.",
    settings: [
      Setting("script", .path, isRequired: true, "The Lua script."),
      Setting(
        "name",
        .text,
        standard: "the script's name without `.lua`",
        "The report's folder below `output`."
      ),
      Setting(
        "formats",
        .list(.text),
        standard: "`[html, markdown]`",
        "`html`, `markdown` and the writers in `Scripts/writers`."
      ),
      Setting(
        "period",
        .choice(["day", "week", "month", "quarter", "year"]),
        standard: "what the script says, else `month`",
        "The kind of period that it is about."
      ),
      Setting(
        "params",
        .map(.any([.text, .form(.number), .flag])),
        "Values for the script's parameters; `--param` wins over them."
      ),
    ]
  )

  /// The commands of the user's own.
  static let hooks = SettingGroup(
    name: "hooks",
    summary: "What `tally run` runs in the folder of the configuration.",
    settings: [
      Setting(
        "after_reports",
        .text,
        "A line for the shell, once the reports are written; also where a source failed."
      ),
      Setting("timeout", .form(.duration), standard: "5m", "How long it may take."),
    ]
  )
}
