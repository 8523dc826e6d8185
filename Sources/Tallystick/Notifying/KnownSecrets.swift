import Synchronization
public import UsageProviders

/// The secrets that a run has come to know, which it blanks out of everything that it tells.
///
/// All that leaves the program as a message goes through one of these: notifications, lines of the log, what a
/// command or a hook wrote. A secret is found as it is, JSON-escaped, percent-encoded, and inside of base64.
public final class KnownSecrets: Sendable {
  /// What stands in a secret's place.
  public static let placeholder: String = "[secret]"

  private let redactor: Mutex<Redactor>

  /// Creates a collection.
  public init(_ secrets: [Secret] = []) {
    redactor = Mutex(Redactor(secrets, placeholder: Self.placeholder))
  }

  /// Takes in a credential.
  public func learn(_ secret: Secret) {
    redactor.withLock { $0.add(secret) }
  }

  /// Takes in an address that holds a token: as a whole, and the parts that would give it away.
  public func learn(address: Secret) {
    redactor.withLock { redactor in
      for secret in TargetAddress.secrets(in: address) { redactor.add(secret) }
    }
  }

  /// A text with every secret blanked out.
  public func redacted(_ text: String) -> String {
    redactor.withLock { $0 }.redacted(text)
  }

  /// Bytes with every secret blanked out.
  public func redacted(_ bytes: [UInt8]) -> [UInt8] {
    redactor.withLock { $0 }.redacted(bytes)
  }

  /// What somebody answered, also where it breaks off within a secret.
  func redacted(answer: [UInt8]) -> String {
    String(decoding: redactor.withLock { $0 }.redacted(body: answer), as: UTF8.self)
  }
}

// MARK: - Configuration
extension KnownSecrets {
  /// Takes in all secrets that a configuration names and that can be had; what cannot be had cannot be told.
  public func learn(
    sources: [Configuration.Source],
    notifications: [Configuration.Notification],
    from vault: SecretVault
  ) {
    for reference in sources.flatMap(\.secrets.values) {
      if let secret = try? vault.secret(reference) { learn(secret) }
    }
    for notification in notifications {
      switch notification.channel {
      case .webhook(let address, _), .heartbeat(let address):
        if let url = try? vault.secret(address) { learn(address: url) }
      case .email: break
      }
    }
  }
}

extension SecretVault {
  /// The address that an entry of `notify:` has or names.
  func secret(_ address: Configuration.Address) throws(SecretError) -> Secret {
    switch address {
    case .reference(let reference): try secret(reference)
    case .literal(let url): url
    }
  }
}
