extension SettingGroup {
  /// What a unit costs.
  static let rate = SettingGroup(
    name: "rates",
    summary: "What a unit costs from a day on.",
    settings: [
      Setting(
        "unit",
        .text,
        isRequired: true,
        "A platform's credits such as `cuadra:credit`, or a currency such as `EUR`."
      ),
      Setting("price", .form(.amount), isRequired: true, "What one costs."),
      Setting("since", .form(.day), isRequired: true, "The first day it applies to."),
    ]
  )

  /// What an account costs beside its usage.
  static let plan = SettingGroup(
    name: "plans",
    summary: "What an account costs beside its usage.",
    settings: [
      Setting("source", .text, isRequired: true, "One of the configured sources."),
      Setting(
        "fee",
        .form(.amount),
        isRequired: true,
        "The price of one billing cycle, not below zero."
      ),
      Setting(
        "includes",
        .any([.form(.number), .choice(["everything"])]),
        standard: "nothing",
        "How much usage of each cycle the fee pays for."
      ),
      Setting(
        "overage",
        .form(.amount),
        "What one unit beyond costs; without it a rate prices what goes beyond."
      ),
      Setting("since", .form(.day), isRequired: true, "The first day of the plan."),
      Setting("before", .form(.day), "The first day on which it is over."),
      Setting(
        "unit",
        .text,
        standard: "what the platform counts in",
        "The currency of its usage, where there is a choice."
      ),
      Setting("name", .text, standard: "`plan fee`", "The fee's service in reports."),
    ]
  )

  /// What no platform reports.
  static let charge = SettingGroup(
    name: "charges",
    summary: "Money that no platform reports.",
    settings: [
      Setting("source", .text, isRequired: true, "What it belongs to; it need not be configured."),
      Setting("amount", .form(.amount), isRequired: true, "How much; below zero for a credit."),
      Setting("on", .form(.day), "For a charge that comes once: its day."),
      Setting("since", .form(.day), "For a charge that comes again: the first time."),
      Setting("every", .choice(["week", "month", "quarter", "year"]), "How often it comes again."),
      Setting("before", .form(.day), "The first day on which it comes no more."),
      Setting(
        "charge",
        .choice(["fee", "top-up", "credit", "adjustment", "tax", "usage"]),
        standard: "`fee`",
        "What it is."
      ),
      Setting("credits", .form(.amount), standard: "as much as was paid", "What a top-up bought."),
      Setting("name", .text, standard: "the kind of charge", "Its service in reports."),
      Setting("app", .text, standard: "the source's `app`", "The app that it is charged to."),
    ]
  )

  /// What was really billed.
  static let invoice = SettingGroup(
    name: "invoices",
    summary: "What was really billed; it changes no figure.",
    settings: [
      Setting("source", .text, isRequired: true, "What it is for; it need not be configured."),
      Setting("period", .form(.period), isRequired: true, "The days that it covers."),
      Setting("amount", .form(.amount), isRequired: true, "The sum; it may be below zero."),
    ]
  )
}
