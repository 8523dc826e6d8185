import UsageProviders

/// Reads `notify:`, `hooks:` and `fail_on:`.
struct NotifyReading {
  /// What relative paths are relative to.
  let folder: WorkingFolder

  /// The entries of `notify:`, in the order of the file.
  func notifications(
    _ value: YAMLValue?
  ) throws(ConfigurationError) -> [Configuration.Notification] {
    var all: [Configuration.Notification] = []
    for entry in try value?.list() ?? [] {
      let notification = try notification(entry)
      guard !all.contains(where: { $0.isTwin(of: notification) }) else {
        throw entry.error("another entry is for \(notification.label) too")
      }
      all.append(notification)
    }
    return all
  }

  private func notification(
    _ value: YAMLValue
  ) throws(ConfigurationError) -> Configuration.Notification {
    guard value.isMapping else {
      // What stands here may be an address with a token, so the message does not repeat it.
      throw value.error("an entry needs one of `webhook`, `email` and `heartbeat`")
    }
    let keys = try value.entries().map(\.key)
    let found = Self.channels.filter { group in keys.contains(group.settings[0].name) }
    guard let group = found.first, found.count == 1 else {
      // A key that is only misspelt is better told than a missing one.
      if found.isEmpty { _ = try value.fields(Self.channels.flatMap(\.keys)) }
      throw value.error("an entry needs one of `webhook`, `email` and `heartbeat`")
    }
    let channel = group.settings[0].name
    let fields = try value.fields(group)
    guard let content = fields[channel] else { throw value.error("expected `\(channel)`") }
    switch channel {
    case "webhook":
      let format = try choice(fields["format"], or: Configuration.WebhookFormat.json)
      return .init(.webhook(try address(content), format), line: value.line)
    case "heartbeat": return .init(.heartbeat(try address(content)), line: value.line)
    default: return .init(.email(try email(content, fields)), line: value.line)
    }
  }

  private static let channels: [SettingGroup] = [.webhook, .email, .heartbeat]

  /// An address, or where it is; no message repeats it, since it may hold a token.
  private func address(_ value: YAMLValue) throws(ConfigurationError) -> Configuration.Address {
    guard !value.isMapping else {
      do {
        return .reference(try SecretReference(value, in: folder))
      } catch {
        throw value.error("write { env: NAME }, { file: PATH } or an https address")
      }
    }
    guard let text = try? value.text() else {
      throw value.error("write { env: NAME }, { file: PATH } or an https address")
    }
    do {
      return .literal(try TargetAddress(Secret(text)).url)
    } catch {
      throw value.error(error.description)
    }
  }

  private func email(
    _ value: YAMLValue,
    _ fields: [String: YAMLValue]
  ) throws(ConfigurationError) -> Configuration.Email {
    var email = Configuration.Email(to: try mailAddress(value))
    if let field = fields["from"] { email.sender = try mailAddress(field) }
    if let field = fields["attach"] { email.attachesReports = try field.flag() }
    if let field = fields["command"] { email.command = try command(field) }
    return email
  }

  private func mailAddress(_ value: YAMLValue) throws(ConfigurationError) -> MailAddress {
    let text = try value.text(expecting: "a mail address")
    guard let address = MailAddress(text) else {
      throw value.error(
        "expected one mail address such as finance@example.com, got \(Quotation.quoted(text))"
      )
    }
    return address
  }

  /// A program and its arguments: a list as it stands, or a text that is divided at its spaces.
  private func command(_ value: YAMLValue) throws(ConfigurationError) -> [String] {
    var words: [String] = []
    if let text = try? value.text() {
      guard !text.contains(where: { "\"'\\$`|&;<>()*?\n".contains($0) }) else {
        throw value.error("no shell reads the command; write it as a list: [msmtp, -a, work]")
      }
      words = text.split(separator: " ").map(String.init)
    } else {
      for word in try value.list() { words.append(try word.text()) }
    }
    guard let program = words.first, !program.isEmpty, !words.contains(where: { $0.contains("\0") })
    else { throw value.error("expected a program such as sendmail") }
    if program.contains("/") { words[0] = folder.path(program) }
    return words
  }

  /// The commands of `hooks:`.
  func hooks(_ value: YAMLValue?) throws(ConfigurationError) -> Configuration.Hooks {
    guard let value else { return Configuration.Hooks() }
    let fields = try value.fields(.hooks)
    guard let field = fields["after_reports"] else {
      if let timeout = fields["timeout"] { throw timeout.error("there is no hook to limit") }
      return Configuration.Hooks()
    }
    let line = try field.text(expecting: "a line for the shell")
    guard line.contains(where: { !$0.isWhitespace }), !line.contains("\0") else {
      throw field.error("expected a line for the shell, got an empty text")
    }
    var hook = Configuration.Hooks.Hook(line)
    if let timeout = fields["timeout"] { hook.timeout = try timeout.duration() }
    return Configuration.Hooks(afterReports: hook)
  }

  /// When a budget decides about the exit status.
  func failOn(_ value: YAMLValue?) throws(ConfigurationError) -> Configuration.FailOn {
    try choice(value, or: .none)
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: YAMLValue?,
    or usual: Choice
  ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
    guard let value else { return usual }
    let names = Choice.allCases.map(\.rawValue)
    let choices = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    let text = try value.text(expecting: choices)
    guard let choice = Choice(rawValue: text) else {
      throw value.error("expected \(choices), got \(Quotation.quoted(text))")
    }
    return choice
  }
}

extension Configuration.Notification {
  /// Whether both entries lead to the same place, as far as the file tells.
  fileprivate func isTwin(of other: Self) -> Bool {
    switch (channel, other.channel) {
    case (.webhook(let one, _), .webhook(let two, _)): one == two
    case (.heartbeat(let one), .heartbeat(let two)): one == two
    case (.email(let one), .email(let two)): one.address == two.address
    default: false
    }
  }
}
