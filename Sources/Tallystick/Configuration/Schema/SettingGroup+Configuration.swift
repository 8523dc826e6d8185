import ReportDocument
import UsageProviders

extension SettingGroup {
  /// The whole file, where only the platforms of the program are known.
  static let configuration = configuration(of: ProviderCatalogue.builtIn.all)

  /// The whole file.
  static func configuration(of providers: [any Provider]) -> SettingGroup {
    // One group a platform, and an open one for those in Lua, whose options are in their files.
    var others = source
    others.isOpen = true
    let names = providers.map(\.name)
    others.settings[0] = Setting(
      "provider",
      .textOther(than: names),
      isRequired: true,
      "A platform in `Scripts/providers`."
    )
    let sources = SettingKind.any(
      providers.map { provider in
        var group = source(of: provider)
        group.settings[0] = Setting(
          "provider",
          .choice([provider.name]),
          isRequired: true,
          "The platform."
        )
        return .group(group)
      } + [.group(others)]
    )
    return SettingGroup(
      name: "tallystick.yaml",
      summary: "The configuration of a working folder.",
      settings: general + [
        Setting("sources", .list(sources), "The accounts that are fetched."),
        Setting("apps", .map(.group(app)), "The user's own products, by their ids."),
        Setting("rates", .list(.group(rate)), "What credits and other currencies cost."),
        Setting("plans", .list(.group(plan)), "What accounts cost beside their usage."),
        Setting("charges", .list(.group(charge)), "What no platform reports."),
        Setting("invoices", .list(.group(invoice)), "What was really billed."),
        Setting("budgets", .list(.group(budget)), "What may be spent or used."),
        Setting("allocation", .list(.group(rule)), "How shared costs are divided among apps."),
        Setting(
          "reports",
          .list(.group(report)),
          standard: "every script in `Scripts/`",
          "The reports to make."
        ),
        Setting("limits", .group(limits), "What ends a script."),
        Setting("theme", .group(theme), "How pages look."),
        Setting("hooks", .group(hooks), "Commands of your own."),
        Setting(
          "notify",
          .list(.any([.group(webhook), .group(email), .group(heartbeat)])),
          "Who is told what a run found."
        ),
      ]
    )
  }

  private static let general = [
    Setting("currency", .form(.currency), standard: "`USD`", "The currency of reports."),
    Setting(
      "timezone",
      .text,
      standard: "`UTC`",
      "A name such as `Europe/Berlin`; days are cut at its midnights."
    ),
    Setting(
      "locale",
      .choice(ReportLocale.identifiers),
      standard: "`en_US`",
      "How reports write numbers, amounts and days."
    ),
    Setting(
      "store",
      .path,
      standard: "`tallystick.sqlite`",
      "The SQLite file with everything that was fetched."
    ),
    Setting("output", .path, standard: "`Reports`", "The folder for reports."),
    Setting("env_file", .path, "Lines such as `NAME=value`, for `{ env: NAME }`."),
    Setting(
      "stale_after",
      .form(.duration),
      standard: "`26h`",
      "How old a source's newest reading may be."
    ),
    Setting("template", .path, "A page of your own around every report, in Mustache."),
    Setting(
      "fail_on",
      .choice(["none", "breach", "forecast"]),
      standard: "`none`",
      "Whether a budget that is over, or also one at risk, ends `tally run` with status 5."
    ),
  ]
}
