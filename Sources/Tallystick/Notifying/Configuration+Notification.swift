public import UsageProviders

extension Configuration {
  /// Somebody, or something, that `tally run` tells what it found.
  public struct Notification: Hashable, Sendable {
    /// The way that messages take.
    public enum Channel: Hashable, Sendable {
      /// A POST to an address.
      case webhook(Address, WebhookFormat)
      /// A mail, handed to a command.
      case email(Email)
      /// A GET at the start and at the end of each run, which a watching service waits for.
      case heartbeat(Address)
    }

    /// The way that messages take.
    public var channel: Channel
    /// The line in the file, for messages.
    public var line: Int?

    /// Creates an entry of `notify:`.
    public init(_ channel: Channel, line: Int? = nil) {
      self.channel = channel
      self.line = line
    }
  }

  /// What a webhook is sent.
  public enum WebhookFormat: String, Hashable, Sendable, CaseIterable {
    /// Slack's message with blocks, which Mattermost and others take too.
    case slack
    /// All that is known of each message.
    case json
  }

  /// Where an address is; the address itself often holds a token, and is shown nowhere.
  public enum Address: Hashable, Sendable {
    /// A variable or a file.
    case reference(SecretReference)
    /// The address itself, as the file has it.
    case literal(Secret)
  }

  /// A mail to one address.
  public struct Email: Hashable, Sendable {
    /// The recipient.
    public var address: MailAddress
    /// The sender; without one the mail system writes its own.
    public var sender: MailAddress?
    /// The program and its arguments; `-t -oi` is added.
    public var command: [String]
    /// Whether HTML reports are attached.
    public var attachesReports: Bool

    /// Creates a mail's settings.
    public init(
      to address: MailAddress,
      from sender: MailAddress? = nil,
      command: [String] = ["sendmail"],
      attachesReports: Bool = true
    ) {
      self.address = address
      self.sender = sender
      self.command = command
      self.attachesReports = attachesReports
    }
  }

  /// Commands of the user's that `tally run` calls.
  public struct Hooks: Hashable, Sendable {
    /// A line for the shell.
    public struct Hook: Hashable, Sendable {
      /// The line.
      public var line: String
      /// How long it may take.
      public var timeout: Duration

      /// Creates a hook.
      public init(_ line: String, timeout: Duration = .seconds(300)) {
        self.line = line
        self.timeout = timeout
      }
    }

    /// Runs once the reports are written, also where a source failed.
    public var afterReports: Hook?

    /// Creates hooks.
    public init(afterReports: Hook? = nil) {
      self.afterReports = afterReports
    }
  }

  /// When a budget makes `tally run` leave with status 5.
  public enum FailOn: String, Hashable, Sendable, CaseIterable {
    /// Never.
    case none
    /// When more than the limit is spent.
    case breach
    /// When more than the limit is expected, too.
    case forecast
  }
}

extension Configuration.Notification {
  /// How messages name the entry, without its address: `webhook { env: ALERT_URL }`.
  public var label: String {
    switch channel {
    case .webhook(let address, _): "webhook \(address.label)"
    case .email(let email): "email \(email.address)"
    case .heartbeat(let address): "heartbeat \(address.label)"
    }
  }
}

extension Configuration.Address {
  /// Where it is; of an address in the file, its host.
  var label: String {
    switch self {
    case .reference(.environment(let name)): "{ env: \(name) }"
    case .reference(.file(let path)): "{ file: \(path) }"
    case .literal(let url): "at \(TargetAddress.host(of: url) ?? "an unreadable address")"
    }
  }
}
