public import UsageModel

/// One thing that a run has to tell.
public struct RunMessage: Hashable, Sendable, Codable {
  /// What kind of thing it is.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A budget's threshold was reached, or something else that was asked to be told.
    case alert
    /// Something does not work any more.
    case problem
    /// It works again.
    case recovery
  }

  /// A plain fact for programs: amounts as exact decimals, times in RFC 3339, nil for what is unknown.
  public struct Fact: Hashable, Sendable, Codable {
    /// The fact's name: `budget`, `spent`, `source`.
    public var name: String
    /// Its value.
    public var value: String?

    /// Creates a fact.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// What the message is about, always the same for the same event and never again for another one.
  ///
  /// It decides about "each alert once": who has taken a message with this id is not sent it again. An alert's id has
  /// the budget, its period and the threshold, as `BudgetCrossing.Place`; that of a problem has what fails and since
  /// when; a recovery's that of the problem that it ends. Figures that change from run to run do not belong into it.
  public var id: String
  /// What kind of thing it is.
  public var kind: Kind
  /// One line.
  public var title: String
  /// What happened and what to do, in Markdown.
  public var text: String
  /// The same for programs.
  public var facts: [Fact]

  /// Creates a message.
  public init(id: String, kind: Kind, title: String, text: String, facts: [Fact] = []) {
    self.id = id
    self.kind = kind
    self.title = title
    self.text = text
    self.facts = facts
  }
}

/// All that one run has to tell.
public struct RunDigest: Hashable, Sendable {
  /// A report that mails can carry.
  public struct Attachment: Hashable, Sendable {
    /// The file's name, without folders.
    public var name: String
    /// Its HTML.
    public var content: [UInt8]

    /// Creates an attachment.
    public init(name: String, content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  /// The run's moment.
  public var moment: Timestamp
  /// The messages, the most important first.
  public var messages: [RunMessage]
  /// Reports in HTML.
  public var attachments: [Attachment]

  /// Creates a digest.
  public init(at moment: Timestamp, _ messages: [RunMessage], attachments: [Attachment] = []) {
    self.moment = moment
    self.messages = messages
    self.attachments = attachments
  }
}

// MARK: - Secrets
extension RunDigest {
  /// The digest without any secret.
  func redacted(by secrets: KnownSecrets) -> RunDigest {
    var clean = self
    clean.messages = messages.map { message in
      RunMessage(
        id: secrets.redacted(message.id),
        kind: message.kind,
        title: secrets.redacted(message.title),
        text: secrets.redacted(message.text),
        facts: message.facts.map {
          RunMessage.Fact(secrets.redacted($0.name), $0.value.map(secrets.redacted))
        }
      )
    }
    clean.attachments = attachments.map {
      Attachment(name: secrets.redacted($0.name), content: secrets.redacted($0.content))
    }
    return clean
  }
}
