extension SettingGroup {
  /// What may be spent or used.
  static let budget = SettingGroup(
    name: "budgets",
    summary: "What may be spent or used.",
    settings: [
      Setting("name", .text, isRequired: true, "Unique among the budgets."),
      Setting(
        "limit",
        .any([.form(.amount), .form(.number), .map(.any([.form(.amount), .form(.number)]))]),
        isRequired: true,
        "An amount, a number with `unit`, or one of them for each of several periods."
      ),
      Setting("unit", .text, "What a plain number counts."),
      Setting(
        "period",
        .any([.choice(["month", "quarter", "year", "cycle"]), .form(.period)]),
        standard: "`month`",
        "How often it begins anew, or the one period that it is for."
      ),
      Setting(
        "scope",
        .map(.any([.text, .list(.text)])),
        standard: "all usage",
        "What counts, by dimension; `*` stands for anything."
      ),
      Setting(
        "rollover",
        .any([.flag, .group(.rollover)]),
        standard: "`false`",
        "Whether what is left over is added to the next period."
      ),
      Setting(
        "warn_at",
        .list(.form(.threshold)),
        "When `tally run` tells: spent, `forecast` or `chance` in percent."
      ),
    ]
  )

  /// How much goes over to the next period.
  static let rollover = SettingGroup(
    name: "rollover",
    summary: "How much of what is left over goes to the next period.",
    settings: [
      Setting("cap", .any([.form(.amount), .form(.number)]), isRequired: true, "The most of it.")
    ]
  )

  /// Who receives what.
  static let rule = SettingGroup(
    name: "allocation",
    summary: "A rule by which shared costs are divided among apps.",
    settings: [
      Setting("name", .text, isRequired: true, "Unique among the rules; ledgers show it."),
      Setting(
        "match",
        .map(.any([.text, .list(.text)])),
        standard: "all usage",
        "What it takes, by dimension."
      ),
    ] + shares + [
      Setting(
        "by",
        .any([.choice(["cost", "requests"]), .group(.driver)]),
        "In proportion to a driver, day by day."
      ),
      Setting(
        "amount",
        .map(.form(.amount)),
        "Amounts for each billing window; the method divides what they leave."
      ),
      Setting(
        "otherwise",
        .any([.choice(["even"]), .group(.otherwise)]),
        "For days on which the driver is zero or missing."
      ),
      Setting("targets", .list(.text), "The only apps that may receive."),
      Setting("except", .list(.text), "Apps that may not receive."),
      Setting("since", .form(.day), "The first day it is for."),
      Setting("before", .form(.day), "The first day it is no more for."),
      Setting(
        "step",
        .wholeNumber(1...1_000),
        standard: "1",
        "A rule of step 2 divides again what a target received."
      ),
    ]
  )

  /// The methods that need no driver.
  private static let shares = [
    Setting("to", .text, "An app, or `app` for the record's own."),
    Setting("even", .list(.text), "Equal shares for these apps."),
    Setting("weights", .map(.form(.number)), "Shares in proportion."),
    Setting("percent", .map(.form(.number)), "Shares that total 100."),
    Setting("with", .text, "An allocation method in `Scripts/methods`."),
  ]

  /// What divides in proportion.
  static let driver = SettingGroup(
    name: "by",
    summary: "A measure of some usage, or a metric of the user's own.",
    settings: [
      Setting("measure", .choice(["cost", "requests", "quantity"]), "What is measured."),
      Setting("where", .map(.any([.text, .list(.text)])), "Of what, by dimension."),
      Setting("metric", .text, "The metric's name, in place of the two others."),
    ]
  )

  /// A method for days without a driver.
  static let otherwise = SettingGroup(
    name: "otherwise",
    summary: "A method for days on which the driver is zero or missing.",
    settings: shares
  )
}
