extension SettingGroup {
  /// A webhook.
  static let webhook = SettingGroup(
    name: "notify: webhook",
    summary: "An address that is told by HTTP.",
    settings: [
      Setting(
        "webhook",
        .any([.form(.address), .secret]),
        isRequired: true,
        "The address, or where it is."
      ),
      Setting("format", .choice(["json", "slack"]), standard: "`json`", "What is sent."),
    ]
  )

  /// A mail.
  static let email = SettingGroup(
    name: "notify: email",
    summary: "Somebody who is told by mail.",
    settings: [
      Setting("email", .text, isRequired: true, "The mail address."),
      Setting("from", .text, "The sender."),
      Setting(
        "command",
        .any([.text, .list(.text)]),
        standard: "`sendmail`",
        "A program that takes mails like sendmail."
      ),
      Setting("attach", .flag, standard: "`true`", "Whether reports are attached."),
    ]
  )

  /// A heartbeat.
  static let heartbeat = SettingGroup(
    name: "notify: heartbeat",
    summary: "An address that is asked for at the start and the end of each run.",
    settings: [
      Setting(
        "heartbeat",
        .any([.form(.address), .secret]),
        isRequired: true,
        "The address, or where it is."
      )
    ]
  )
}
